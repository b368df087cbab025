import { folderOf, joined } from '../config/paths.ts';
import type { MlopsConfig } from '../config/types.ts';
import { canonicalJson } from '../domain/canonical.ts';
import type { RuleChange } from '../domain/report.ts';

/** What judges a model at one commit: what mlops.yml says, and the content of what it names. */
export interface Rules {
  readonly config: Pick<MlopsConfig, 'task' | 'data' | 'validate'>;
  /** Path of mlops.yml in the repository. */
  readonly file: string;
  /** sha256 of files by what they are for; absent for a file that is not there. */
  readonly contents: {
    readonly scorer?: string;
    readonly runtime?: string;
    readonly schema?: string;
    readonly heldOut?: string;
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** Every way in which the rules of a head differ from those of its base, which were used. */
export function ruleChanges(base: Rules, head: Rules): readonly RuleChange[] {
  return [...gateChanges(base, head), ...settingChanges(base, head), ...contentChanges(base, head)];
}

/** A number that makes a gate easier to pass when it moves this way. */
const EASIER: Readonly<Record<string, 'lower' | 'higher'>> = {
  min: 'lower',
  max: 'higher',
  margin: 'higher',
  drop: 'higher',
  percent: 'higher',
  maxGap: 'higher',
  minRows: 'higher',
};

/** Words from the strictest to the mildest. */
const MILDER: Readonly<Record<string, readonly string[]>> = {
  severity: ['block', 'warn'],
  inconclusive: ['block', 'warn'],
  firstModel: ['fail', 'pass'],
  mode: ['enforce', 'dry-run', 'off'],
  rule: ['better', 'non-inferior', 'not-worse'],
  correction: ['none', 'holm'],
};

const WHERE = ['id', 'file', 'line'];

function gateChanges(base: Rules, head: Rules): readonly RuleChange[] {
  const before = byId(base);
  const after = byId(head);
  const removed = [...before.keys()].filter((id) => !after.has(id));
  const added = [...after.keys()].filter((id) => !before.has(id));
  return [
    ...removed.map((id) => change('gates', `gate "${id}" is removed`, head.file, true)),
    ...[...before].flatMap(([id, gate]) => {
      const now = after.get(id);
      return now === undefined ? [] : fieldChanges('gates', `gate "${id}": `, gate, now, head.file);
    }),
    ...added.map((id) => change('gates', `gate "${id}" is new`, head.file, false)),
  ];
}

function byId({ config }: Rules): ReadonlyMap<string, Fields> {
  return new Map(
    config.validate.gates.map((gate) => [
      gate.id,
      Object.fromEntries(Object.entries(gate).filter(([key]) => !WHERE.includes(key))),
    ]),
  );
}

function settingChanges(base: Rules, head: Rules): readonly RuleChange[] {
  const { gates: _gates, script: _script, threshold: before, ...rest } = base.config.validate;
  const { gates: _others, script: _other, threshold: after, ...others } = head.config.validate;
  const columns = ({ config }: Rules): Fields => ({
    task: config.task,
    positive: config.data.positive,
    ...config.data.columns,
  });
  return [
    ...fieldChanges('threshold', '', { threshold: before }, { threshold: after }, head.file),
    ...fieldChanges('gates', 'validate: ', rest, others, head.file),
    ...fieldChanges('data', 'data: ', columns(base), columns(head), head.file),
  ];
}

function contentChanges(base: Rules, head: Rules): readonly RuleChange[] {
  const { contents: before } = base;
  const { contents: after } = head;
  const { validate, data } = head.config;
  const at = (path: string) => joined(folderOf(head.file), path);
  const moved = base.config.validate.script !== validate.script;
  const entries: readonly (readonly [RuleChange['what'], string, string, boolean])[] = [
    [
      'scorer',
      `the scorer ${validate.script} is another one`,
      at(validate.script),
      moved || before.scorer !== after.scorer,
    ],
    [
      'scorer',
      'the runtime that calls the scorer is another one',
      at('mlops_runtime.py'),
      before.runtime !== after.runtime,
    ],
    ['held-out', heldOutText(after.heldOut), at(heldOutPath(head)), before.heldOut !== after.heldOut],
    [
      'schema',
      'the schema of the data is another one',
      data.schema === undefined ? head.file : at(data.schema),
      before.schema !== after.schema,
    ],
  ];
  return entries.flatMap(([what, text, file, differs]) => (differs ? [change(what, text, file, false)] : []));
}

const heldOutText = (now: string | undefined): string =>
  now === undefined ? 'the held-out rows are gone' : 'the held-out rows are others';

const heldOutPath = ({ config: { data } }: Rules): string => (data.kind === 'table' ? data.table : data.heldOut);

function fieldChanges(
  what: RuleChange['what'],
  prefix: string,
  before: Fields,
  after: Fields,
  file: string,
): readonly RuleChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [one, other] = [before[key], after[key]];
    if (shown(one) === shown(other)) return [];
    return [
      change(what, `${prefix}${kebab(key)} ${shown(one)} becomes ${shown(other)}`, file, isEasier(key, one, other)),
    ];
  });
}

/** A bound that is gone bounds nothing; one that is new does. A key that is neither is shown, and left to its reader. */
function isEasier(key: string, before: unknown, after: unknown): boolean {
  const easier = EASIER[key];
  if (easier !== undefined && typeof before === 'number')
    return typeof after !== 'number' || (easier === 'lower' ? after < before : after > before);
  const words = MILDER[key];
  if (words === undefined) return false;
  return words.indexOf(String(after ?? words[0])) > words.indexOf(String(before ?? words[0]));
}

const change = (what: RuleChange['what'], text: string, file: string, loosens: boolean): RuleChange => ({
  what,
  text,
  file,
  ...(loosens ? { loosens: true as const } : {}),
});

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  return typeof value === 'object' ? canonicalJson(value) : String(value);
};

const kebab = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
