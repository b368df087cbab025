import { type BothSides, modelOrigins, type Origin } from './model-origin.ts';
import type { ModelPlace } from './model-place.ts';

/** A model that a change concerns. */
export interface Change {
  readonly place: ModelPlace;
  readonly origin: Origin;
  /** One sentence fragment for each reason, e.g. `2 files in its folder`. */
  readonly reasons: readonly string[];
  readonly changedFiles: readonly string[];
}

export interface ChangeRequest extends BothSides {
  /** Paths that were added, changed or deleted; a renamed file is there under both names. */
  readonly changed: readonly string[];
  readonly matches: (path: string, glob: string) => boolean;
}

const MOST_SHOWN = 3;

/** What no job ever runs: images leave it out as well. */
const NEVER_RUN = /(^|\/)(\.github|\.git|\.mlops)\/|\.md$|(^|\/)(\.gitignore|\.gitattributes|license|notice)$/i;

/**
 * The models that a change concerns: a file of its folder (a deeper model's folder is that model's), one that it names or
 * watches, its mlops.yml or what that extends. What it named before counts as well, so that a deletion is a change.
 */
export function changedModels(request: ChangeRequest): {
  readonly changes: readonly Change[];
  readonly removed: readonly ModelPlace[];
} {
  const { originOf, removed } = modelOrigins(request);
  const changes = request.head.flatMap((place) => {
    const origin = originOf(place);
    const found = findingsOf(place, origin, request);
    if (origin.kind === 'same' && found.length === 0) return [];
    const reasons = found.map(({ what, paths }) => `${counted(paths)} ${what}: ${shown(paths)}`);
    const changedFiles = [...new Set(found.flatMap(({ paths }) => paths))].sort();
    return [{ place, origin, reasons: [...toldOrigin(place, origin), ...reasons], changedFiles }];
  });
  return { changes, removed };
}

function toldOrigin({ model, config }: ModelPlace, origin: Origin): readonly string[] {
  switch (origin.kind) {
    case 'same':
      return renaming(origin.before, { model, config });
    case 'unreadable':
      return [`its base ${origin.config} cannot be read`];
    case 'unknown':
    case 'new':
      return ['the model is new'];
  }
}

function renaming(before: ModelPlace, now: Pick<ModelPlace, 'model' | 'config'>): readonly string[] {
  const was = [
    ...(before.model === now.model ? [] : [before.model]),
    ...(before.config === now.config ? [] : [before.config]),
  ];
  return was.length === 0 ? [] : [`it was ${was.join(' in ')} before`];
}

interface Found {
  readonly what: string;
  readonly paths: readonly string[];
}

/** A path counts once, for the nearest of its reasons. */
function findingsOf(place: ModelPlace, origin: Origin, request: ChangeRequest): readonly Found[] {
  const places = origin.kind === 'same' ? [place, origin.before] : [place];
  const rules: readonly (readonly [string, (path: string) => boolean])[] = [
    ['of its configuration', (path) => places.some(({ files }) => files.includes(path))],
    ['that it names', (path) => places.some(({ named }) => named.some((one) => isNamed(path, one)))],
    ['that it watches', (path) => places.some(({ watch }) => watch.some((glob) => request.matches(path, glob)))],
    ['in its folder', (path) => places.some((one) => isOfFolder(path, one, request))],
  ];
  const sorted = request.changed.map((path) => ({ path, rule: rules.findIndex(([, holds]) => holds(path)) }));
  return rules.flatMap(([what], index) => {
    const paths = sorted.filter(({ rule }) => rule === index).map(({ path }) => path);
    return paths.length === 0 ? [] : [{ what, paths }];
  });
}

/** A folder that is named stands for what could be run of it, a file for itself. */
const isNamed = (path: string, named: string): boolean =>
  path === named || (isUnder(path, named) && !NEVER_RUN.test(path));

function isOfFolder(path: string, place: ModelPlace, { head, base }: ChangeRequest): boolean {
  if (!isUnder(path, place.folder) || NEVER_RUN.test(path)) return false;
  const others = [...head, ...base];
  // The file of another model beside this one is that model's own concern.
  if (others.some(({ config }) => config === path)) return false;
  return !others.some(
    ({ folder }) => folder !== place.folder && isUnder(folder, place.folder) && isUnder(path, folder),
  );
}

const isUnder = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`);

const counted = (paths: readonly string[]): string => (paths.length === 1 ? '1 file' : `${paths.length} files`);

const shown = (paths: readonly string[]): string =>
  `${paths.slice(0, MOST_SHOWN).join(', ')}${paths.length > MOST_SHOWN ? ', …' : ''}`;
