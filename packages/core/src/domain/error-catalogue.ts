import { awsErrors } from './errors/aws.ts';
import { endpointErrors } from './errors/endpoints.ts';
import { fileErrors } from './errors/files.ts';
import { imageErrors } from './errors/images.ts';
import { jobErrors } from './errors/jobs.ts';
import { modelErrors } from './errors/models.ts';
import { pullRequestErrors } from './errors/pull-requests.ts';
import { runErrors } from './errors/runs.ts';

export type { ErrorKind, Problem } from './errors/entry.ts';

/** Every error the product can raise. `docs/troubleshooting/<CODE>.md` exists for each key. */
export const catalogue = {
  ...fileErrors,
  ...imageErrors,
  ...awsErrors,
  ...jobErrors,
  ...modelErrors,
  ...endpointErrors,
  ...pullRequestErrors,
  ...runErrors,
} as const;

export type ErrorCode = keyof typeof catalogue;
export type ErrorDetails<C extends ErrorCode> = Parameters<(typeof catalogue)[C]['text']>[0];
