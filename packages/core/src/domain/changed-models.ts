/** A model of the repository and what it is made of. Every path is relative to the root of the repository, with `/`. */
export interface ModelPlace {
  readonly model: string;
  /** Its mlops.yml. */
  readonly config: string;
  /** The same file and what it extends. */
  readonly files: readonly string[];
  /** Folder of its mlops.yml; the empty text for the root. */
  readonly folder: string;
  /** Files and folders that it names: the build context, data, schema. */
  readonly named: readonly string[];
  /** Files and folders that hold rows, and URIs of objects that do. */
  readonly tables: readonly string[];
  /** Globs of more files. */
  readonly watch: readonly string[];
}

export interface ChangedModel {
  readonly model: string;
  readonly config: string;
  /** Where the same model was before, also when it cannot be read there; absent for a new one. */
  readonly baseConfig?: string;
  /** One sentence fragment for each reason, e.g. `2 files in its folder`. */
  readonly reasons: readonly string[];
  readonly changedFiles: readonly string[];
  /** Which of its data a checkout does not bring, as half a sentence for each. */
  readonly outOfReach: readonly string[];
}

export interface Changes {
  readonly models: readonly ChangedModel[];
  /** Models that are no longer there. */
  readonly removed: readonly { readonly model: string; readonly config: string }[];
}

export interface ChangeRequest {
  readonly head: readonly ModelPlace[];
  readonly base: readonly ModelPlace[];
  /** Each mlops.yml of the base that names a model and has mistakes. */
  readonly unreadable: readonly string[];
  /** Paths that were added, changed or deleted; a renamed file is there under both names. */
  readonly changed: readonly string[];
  /** Every file of the head. */
  readonly files: readonly string[];
  /** Tables of the head of which there are only pointers of Git LFS. */
  readonly pointers: readonly string[];
  readonly matches: (path: string, glob: string) => boolean;
}

const MOST_SHOWN = 3;

/** What no job ever runs: images leave it out as well. */
const NEVER_RUN = /(^|\/)(\.github|\.git|\.mlops)\/|\.md$|(^|\/)(\.gitignore|\.gitattributes|license|notice)$/i;

/**
 * The models that a change concerns: a file of its folder (a deeper model's folder is that model's), one that it names or
 * watches, its mlops.yml or what that extends. What it named before counts as well, so that a deletion is a change.
 */
export function changedModels(request: ChangeRequest): Changes {
  const { head, base } = request;
  const models = head.flatMap((place) => {
    const before = beforeOf(place, base, head);
    const found = findingsOf(place, before, request);
    if (before !== undefined && found.length === 0) return [];
    const changedFiles = [...new Set(found.flatMap(({ paths }) => paths))].sort();
    const unread = before === undefined ? unreadableBase(place, request) : undefined;
    const reasons = [
      ...(unread === undefined ? [] : [`its base ${unread} cannot be read`]),
      ...(before === undefined && unread === undefined ? ['the model is new'] : []),
      ...(before !== undefined && before.config !== place.config ? [`it was ${before.config} before`] : []),
      ...found.map(({ what, paths }) => `${counted(paths)} ${what}: ${shown(paths)}`),
    ];
    const { model, config } = place;
    const baseConfig = before?.config ?? unread;
    const known = baseConfig === undefined ? {} : { baseConfig };
    return [{ model, config, ...known, reasons, changedFiles, outOfReach: outOfReach(place, request) }];
  });
  const kept = new Set(head.flatMap((place) => beforeOf(place, base, head)?.config ?? []));
  return {
    models,
    removed: base.filter(({ config }) => !kept.has(config)).map(({ model, config }) => ({ model, config })),
  };
}

interface Found {
  readonly what: string;
  readonly paths: readonly string[];
}

/** What lies in a bucket, and what only a pointer of DVC or Git LFS stands for. What is simply missing is a mistake, which a check tells. */
const outOfReach = ({ tables }: ModelPlace, { files, pointers }: ChangeRequest): readonly string[] =>
  tables.flatMap((path) => {
    if (path.includes('://')) return [`${path} needs credentials`];
    if (pointers.includes(path)) return [`of ${path} there is only a pointer of Git LFS`];
    if (!files.includes(`${path}.dvc`) || files.some((file) => isNamed(file, path))) return [];
    return [`of ${path} there is only its pointer ${path}.dvc`];
  });

/** The same file, else the only model of the same name, whose file was moved. */
function beforeOf(place: ModelPlace, base: readonly ModelPlace[], head: readonly ModelPlace[]): ModelPlace | undefined {
  const same = base.find(({ config }) => config === place.config);
  if (same !== undefined) return same;
  const moved = base.filter(({ model, config }) => model === place.model && !head.some((one) => one.config === config));
  return moved.length === 1 ? moved[0] : undefined;
}

/**
 * A base with mistakes must not make a model new, whose own gates would judge it: the file of the same path, else one that is
 * gone and may have held it.
 */
function unreadableBase(place: ModelPlace, { head, unreadable }: ChangeRequest): string | undefined {
  const gone = unreadable.filter((file) => !head.some(({ config }) => config === file));
  return unreadable.find((file) => file === place.config) ?? gone[0];
}

/** A path counts once, for the nearest of its reasons. */
function findingsOf(place: ModelPlace, before: ModelPlace | undefined, request: ChangeRequest): readonly Found[] {
  const places = before === undefined ? [place] : [place, before];
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
