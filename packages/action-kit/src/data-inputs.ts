import type { InputPaths } from '@mlops-actions/core';
import { z } from 'zod';

const text = () => z.string().optional();

/** What the actions take that check data or judge by it: where the data is and what its columns mean. */
export const dataInputs = {
  task: text(),
  table: text(),
  'held-out-share': text(),
  channels: text(),
  'held-out': text(),
  label: text(),
  id: text(),
  positive: text(),
  group: text(),
  weight: text(),
};

/** The keys of mlops.yml that {@link dataInputs} stand for. */
export const DATA_PATHS = {
  task: 'task',
  table: 'data.table',
  'held-out-share': 'data.held-out-share',
  channels: 'data.channels',
  'held-out': 'data.held-out',
  label: 'data.label',
  id: 'data.columns.id',
  positive: 'data.positive',
  group: 'data.columns.group',
  weight: 'data.columns.weight',
} as const satisfies InputPaths;
