import type { MlopsConfig } from '../config/types.ts';
import type { ModelPackage, Ports } from './ports.ts';

/** The model a candidate has to measure up to, and how it was found. */
export interface Champion {
  readonly package: ModelPackage;
  readonly modelDigest: string;
  readonly source: 'endpoint' | 'newest-approved';
}

/** The package that the endpoint serves; else the newest Approved one; else none. */
export async function findChampion(config: MlopsConfig, ports: Ports): Promise<Champion | undefined> {
  const packages = await ports.models.list(config.model);
  const served = await servedDigest(config.serve.endpoint, ports);
  const serving = packages.find((pkg) => served !== undefined && pkg.metadata[MODEL_DIGEST] === served);
  if (serving !== undefined) return champion(serving, 'endpoint');
  const approved = packages.find((pkg) => pkg.approval === 'Approved');
  return approved === undefined ? undefined : champion(approved, 'newest-approved');
}

/** Key in a package's metadata. */
export const MODEL_DIGEST = 'model-digest';

/** Digest of the model an endpoint serves, read from the name of its model object; undefined when it serves none of ours. */
export async function servedDigest(endpoint: string, ports: Ports): Promise<string | undefined> {
  const state = await ports.endpoints.observe(endpoint);
  if (state === undefined || state.status === 'Failed' || state.status === 'Creating') return undefined;
  const generation = await ports.endpoints.generation(state.configName);
  return digestInUri(generation?.modelUri ?? '');
}

export const digestInUri = (uri: string): string | undefined =>
  /\/sha256-([0-9a-f]{64})\/model\.tar\.gz$/.exec(uri)?.[1];

const champion = (pkg: ModelPackage, source: Champion['source']): Champion => ({
  package: pkg,
  modelDigest: pkg.metadata[MODEL_DIGEST] ?? '',
  source,
});
