import type { MlopsConfig } from '../config/types.ts';
import { digestOf } from '../domain/canonical.ts';
import { imageDigest } from '../domain/job-spec.ts';
import { generationName } from '../domain/names.ts';
import { MODEL_DIGEST } from './champion.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Generation, ModelPackage } from './ports.ts';

/** What the endpoint shall be. */
export interface ServePlan {
  /** Digest of everything below and of how it is served: names of packages and places are no part of it. */
  readonly spec: string;
  readonly modelDigest: string;
  readonly image: string;
}

export function planOf(config: MlopsConfig, pkg: ModelPackage): ServePlan {
  const modelDigest = pkg.metadata[MODEL_DIGEST] ?? '';
  const { script, instanceType, instanceCount, startupTimeoutSeconds } = config.serve;
  const served = { script, instanceType, instanceCount, startupTimeoutSeconds };
  const spec = digestOf({ schema: 'serve-v1', modelDigest, image: imageDigest(pkg.image), ...served });
  return { spec, modelDigest, image: pkg.image };
}

/** The model and config of a generation. */
export const generationOfEntry = (config: MlopsConfig, pkg: ModelPackage, entry: LedgerEntry): Generation => ({
  name: nameOf(entry),
  image: pkg.image,
  modelUri: pkg.modelUri,
  environment: { MLOPS_SERVE_SCRIPT: config.serve.script, MLOPS_MODEL_DIGEST: entry.modelDigest },
  instanceType: config.serve.instanceType,
  instanceCount: config.serve.instanceCount,
  startupTimeoutSeconds: config.serve.startupTimeoutSeconds,
});

/** Name of the model and of the config that a ledger entry stands for. */
export const nameOf = ({ endpoint, generation, spec }: LedgerEntry): string =>
  generationName(endpoint, generation, spec);
