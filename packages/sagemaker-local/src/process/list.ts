import { join } from 'node:path';
import { readRecords } from '../store/record-store.ts';

/** Kinds of records by the name under which `list` shows them; each record is a stored Describe. */
const kinds = {
  trainingJobs: 'training-job',
  processingJobs: 'processing-job',
  models: 'model',
  endpointConfigs: 'endpoint-config',
  endpoints: 'endpoint',
  modelPackageGroups: 'model-package-group',
  modelPackages: 'model-package',
} as const;

export type Listing = Readonly<Record<keyof typeof kinds, readonly unknown[]>>;

/** What a home holds, read from disk: no server has to run. */
export function listRecords(home: string): Listing {
  const entries = Object.entries(kinds).map(([name, kind]) => [
    name,
    readRecords(join(home, 'state'), kind).map(({ value }) => value),
  ]);
  return Object.fromEntries(entries) as Listing;
}
