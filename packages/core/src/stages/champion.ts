import type { ConfigParts } from '../config/parts.ts';
import { imageDigest } from '../domain/job-spec.ts';
import type { ModelPackage, Ports } from './ports.ts';

/** The model a candidate has to measure up to, and how it was found. */
export interface Champion {
  readonly package: ModelPackage;
  readonly modelDigest: string;
  readonly source: 'endpoint' | 'newest-approved';
}

/** The package that the endpoint serves; else the newest Approved one; else none. */
export async function championAmong(
  packages: readonly ModelPackage[],
  config: ConfigParts<'serve'>,
  ports: Pick<Ports, 'endpoints'>,
): Promise<Champion | undefined> {
  const served = await servedModel(config.serve.endpoint, ports);
  const serving = packages.find((pkg) => served !== undefined && isPackageOf(pkg, served.digest, served.image));
  if (serving !== undefined) return champion(serving, 'endpoint');
  const approved = packages.find((pkg) => pkg.approval === 'Approved');
  return approved === undefined ? undefined : champion(approved, 'newest-approved');
}

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
