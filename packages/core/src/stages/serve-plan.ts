import type { ConfigParts } from '../config/parts.ts';
import { digestOf } from '../domain/canonical.ts';
import { imageDigest } from '../domain/job-spec.ts';
import { generationName } from '../domain/names.ts';
import { MODEL_DIGEST } from './champion.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Generation, ModelPackage } from './ports.ts';

/** How a model is served. */
export type Served = NonNullable<LedgerEntry['served']>;

/** What the endpoint shall be. */
export interface ServePlan {
  /** Digest of everything below and of how it is served: names of packages and places are no part of it. */
  readonly spec: string;
  readonly modelDigest: string;
  readonly image: string;
  readonly served: Served;
}

export function planOf({ serve }: ConfigParts<'serve'>, pkg: ModelPackage): ServePlan {
  const modelDigest = pkg.metadata[MODEL_DIGEST] ?? '';
  const served = servedBy(serve);
  const spec = digestOf({ schema: 'serve-v1', modelDigest, image: imageDigest(pkg.image), ...served });
  return { spec, modelDigest, image: pkg.image, served };
}

const servedBy = ({ script, instanceType, instanceCount, startupTimeoutSeconds }: ConfigParts<'serve'>['serve']) => ({
  script,
  instanceType,
  instanceCount,
  startupTimeoutSeconds,
});

/** The model and config of a generation; an entry of an earlier release does not say how it is served, mlops.yml does. */
export function generationOfEntry(entry: LedgerEntry, modelUri: string, { serve }: ConfigParts<'serve'>): Generation {
  const { script, ...machines } = entry.served ?? servedBy(serve);
  return {
    name: nameOf(entry),
    image: entry.image,
    modelUri,
    environment: { MLOPS_SERVE_SCRIPT: script, MLOPS_MODEL_DIGEST: entry.modelDigest },
    ...machines,
  };
}

/** Name of the model and of the config that a ledger entry stands for. */
export const nameOf = ({ endpoint, generation, spec }: LedgerEntry): string =>
  generationName(endpoint, generation, spec);
