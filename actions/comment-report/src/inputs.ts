import { type ActionDefinition, Secret } from '@mlops-actions/action-kit';
import { z } from 'zod';

const sha = z.string().regex(/^[0-9a-f]{40,64}$/, { error: 'expected a full commit id' });
const repository = z.string().regex(/^[\w.-]+\/[\w.-]+$/, { error: 'expected owner/name' });

const inputs = z.object({
  task: z.enum(['tell', 'measure', 'outdate'], { error: 'expected one of tell, measure and outdate' }).default('tell'),
  token: z.instanceof(Secret).optional(),
  reports: z.string().default('reports'),
  'head-sha': sha.optional(),
  'head-branch': z.string().optional(),
  'head-repository': repository.optional(),
  'base-branch': z.string().optional(),
  'run-id': z.string().regex(/^\d+$/, { error: 'expected the number of a run' }).optional(),
  'comment-key': z
    .string()
    .regex(/^[\w./-]{1,80}$/, { error: 'expected up to 80 letters, digits and . _ / -' })
    .default('mlops'),
});

export type CommentInputs = z.infer<typeof inputs>;

const outputs = ['outcome', 'pull-request', 'pull-requests', 'reports', 'download'] as const;

export type CommentOutput = (typeof outputs)[number];

export const definition: ActionDefinition<CommentInputs, CommentOutput> = {
  name: 'comment-report',
  inputs,
  outputs,
  secrets: ['token'],
};
