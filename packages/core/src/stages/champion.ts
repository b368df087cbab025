import type { ConfigParts } from '../config/parts.ts';
import { imageDigest } from '../domain/job-spec.ts';
import type { ModelPackage, Ports } from './ports.ts';
import { type Quarantined, readQuarantine } from './quarantine.ts';

/** The model a candidate has to measure up to, and how it was found. */
export interface Champion {
  readonly package: ModelPackage;
  readonly modelDigest: string;
  readonly source: 'endpoint' | 'newest-approved';
}

/**
 * The package that the endpoint serves, whatever became of it: nothing worse may follow it. Else the newest Approved one that is
 * not in quarantine: what failed in service is no measure. Else none. Throws LEDGER_INVALID.
 */
export async function championAmong(
  packages: readonly ModelPackage[],
  { serve: { endpoint } }: ConfigParts<'serve'>,
  ports: Pick<Ports, 'endpoints' | 'objects'>,
): Promise<Champion | undefined> {
  const served = await servedModel(endpoint, ports);
  const serving = packages.find((pkg) => served !== undefined && isPackageOf(pkg, served.digest, served.image));
  if (serving !== undefined) return champion(serving, 'endpoint');
  const free = outOfQuarantine(packages, await readQuarantine(endpoint, ports));
  const approved = free.find((pkg) => pkg.approval === 'Approved');
  return approved === undefined ? undefined : champion(approved, 'newest-approved');
}

/** The versions whose model is not in quarantine, in their order. */
export const outOfQuarantine = (
  packages: readonly ModelPackage[],
  quarantine: readonly Quarantined[],
): readonly ModelPackage[] =>
  packages.filter((pkg) => !quarantine.some(({ modelDigest, image }) => isPackageOf(pkg, modelDigest, image)));

/** Key in a package's metadata. */
export const MODEL_DIGEST = 'model-digest';

/** Versions that our gates judged, newest first. What another tool registered is neither champion nor deployed by us. */
export const judgedPackages = async (group: string, ports: Ports): Promise<readonly ModelPackage[]> =>
  (await ports.models.list(group)).filter((pkg) => pkg.metadata[MODEL_DIGEST] !== undefined);

/** A model is its archive and the image that runs it: either one changes what is answered. */
export const isPackageOf = (pkg: ModelPackage, modelDigest: string, image: string): boolean =>
  pkg.metadata[MODEL_DIGEST] === modelDigest && imageDigest(pkg.image) === imageDigest(image);

/** What an endpoint serves, read from its model object; undefined when it serves none of ours. */
export async function servedModel(
  endpoint: string,
  ports: Pick<Ports, 'endpoints'>,
): Promise<{ readonly digest: string; readonly image: string } | undefined> {
  const state = await ports.endpoints.observe(endpoint);
  if (state === undefined || state.status === 'Failed' || state.status === 'Creating') return undefined;
  const generation = await ports.endpoints.generation(state.configName);
  const digest = digestInUri(generation?.modelUri ?? '');
  return digest === undefined || generation === undefined ? undefined : { digest, image: generation.image };
}

export const digestInUri = (uri: string): string | undefined =>
  /\/sha256-([0-9a-f]{64})\/model\.tar\.gz$/.exec(uri)?.[1];

const champion = (pkg: ModelPackage, source: Champion['source']): Champion => ({
  package: pkg,
  modelDigest: pkg.metadata[MODEL_DIGEST] ?? '',
  source,
});
