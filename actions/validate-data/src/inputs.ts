import { type ActionDefinition, PLACE_PATHS, placeInputs } from '@mlops-actions/action-kit';
import { z } from 'zod';

const text = () => z.string().optional();

const inputs = z.object({
  ...placeInputs,
  task: text(),
  table: text(),
  'held-out-share': text(),
  channels: text(),
  'held-out': text(),
  label: text(),
  id: text(),
  positive: text(),
});

export type DataInputs = z.infer<typeof inputs>;

/** The keys of mlops.yml that inputs stand for. */
export const PATHS = {
  ...PLACE_PATHS,
  task: 'task',
  table: 'data.table',
  'held-out-share': 'data.held-out-share',
  channels: 'data.channels',
  'held-out': 'data.held-out',
  label: 'data.label',
  id: 'data.columns.id',
  positive: 'data.positive',
} as const;

const outputs = ['outcome', 'data-digest', 'channels', 'held-out-digest', 'held-out-rows'] as const;

export type DataOutput = (typeof outputs)[number];

export const definition: ActionDefinition<DataInputs, DataOutput> = { name: 'validate-data', inputs, outputs };
