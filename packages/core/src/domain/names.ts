import { sha256 } from './canonical.ts';

/** SageMaker's limit for the names of jobs, models, endpoint configurations and endpoints. */
const MAX_NAME_LENGTH = 63;

/** The first 12 hex digits of a digest: short enough to read aloud, 48 bits against accidents. */
const shortDigest = (digest: string): string => digest.slice(0, 12);

/**
 * `<model>-<digest12>[-k]`. No time stamp, run id or attempt: the same spec gives the same name in every run.
 * `ordinal` is 1 for the first try and rises only after a terminal failure or on request.
 */
export function jobName(model: string, specDigest: string, ordinal = 1): string {
  return fit(model, `-${shortDigest(specDigest)}${ordinal > 1 ? `-${ordinal}` : ''}`);
}

/** `<endpoint>-g<generation>-<digest12>`, the name of a Model and of its EndpointConfig. */
export function generationName(endpoint: string, generation: number, specDigest: string): string {
  return fit(endpoint, `-g${generation}-${shortDigest(specDigest)}`);
}

/** The generation in a name made by {@link generationName}, or undefined for any other name. */
export function generationOf(name: string): number | undefined {
  const match = /-g(\d+)-[0-9a-f]{12}$/.exec(name);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

/** `ledger/<endpoint>/000007.json`: zero-padded so that a listing is in order. */
export function ledgerKey(endpoint: string, generation: number): string {
  return `ledger/${endpoint}/${String(generation).padStart(6, '0')}.json`;
}

/** Where a registered model archive lives: its name is its content. */
export function modelKey(modelDigest: string): string {
  return `models/sha256-${modelDigest}/model.tar.gz`;
}

/** A stem that does not fit is cut and marked with a digest of itself, so that two long names never become one. */
function fit(stem: string, suffix: string): string {
  const room = MAX_NAME_LENGTH - suffix.length;
  if (stem.length <= room) return `${stem}${suffix}`;
  const mark = `-${sha256(stem).slice(0, 6)}`;
  return `${stem.slice(0, room - mark.length).replace(/-+$/, '')}${mark}${suffix}`;
}
