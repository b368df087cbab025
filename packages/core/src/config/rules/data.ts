import { type Finding, get, isMap, printed, type Rule, when } from './rule.ts';

/** One of the two ways to give data, complete, and no row that both teaches and judges. */
export const dataRule: Rule = (document) => {
  const data = get(document, 'data');
  if (!isMap(data)) return [];
  return [...sources(data), ...labels(data), ...leaks(data), ...positive(document), ...queries(document)];
};

function sources(data: Readonly<Record<string, unknown>>): readonly Finding[] {
  const { table, channels } = data;
  if (table === undefined && channels === undefined)
    return when(
      true,
      ['data'],
      'There is no data: write table (one CSV that is split here) or channels with held-out.',
    );
  if (table !== undefined && channels !== undefined)
    return when(
      true,
      ['data', 'channels'],
      'Both "table" and "channels" are given; a table is split here, channels are split by you. Keep one.',
    );
  const held = data['held-out'];
  if (table !== undefined)
    return when(
      held !== undefined,
      ['data', 'held-out'],
      'A table is split by "held-out-share"; "held-out" goes with "channels".',
    );
  return [
    ...when(
      held === undefined,
      ['data', 'held-out'],
      'The key "held-out" is missing; with "channels" a file of its own judges the model, e.g. data/test.csv.',
    ),
    ...['held-out-share', 'split-lock'].flatMap((key) =>
      when(
        data[key] !== undefined,
        ['data', key],
        `"${key}" has no effect with "channels"; only a table is split here.`,
      ),
    ),
  ];
}

function labels(data: Readonly<Record<string, unknown>>): readonly Finding[] {
  const label = data['label'];
  const named = get(data, 'columns', 'label');
  const either = label ?? named;
  return [
    ...when(
      either === undefined,
      data['columns'] === undefined ? ['data', 'label'] : ['data', 'columns', 'label'],
      'The key "label" is missing; it names the column to predict.',
    ),
    ...when(
      label !== undefined && named !== undefined && label !== named,
      ['data', 'label'],
      `The label is ${JSON.stringify(label)} here and ${JSON.stringify(named)} in "columns.label"; keep one.`,
    ),
    ...doubled(data, either),
  ];
}

/** A column means one thing; only the rows of one id may be a group of their own. */
function doubled(data: Readonly<Record<string, unknown>>, label: unknown): readonly Finding[] {
  const column = (key: string) => get(data, 'columns', key);
  const both = (key: string, other: string, taken: unknown) =>
    when(
      typeof taken === 'string' && column(key) === taken,
      ['data', 'columns', key],
      `The column "${printed(taken)}" cannot be both the ${key} and the ${other}.`,
    );
  return [
    ...both('id', 'label', label),
    ...both('group', 'label', label),
    ...both('weight', 'label', label),
    ...both('weight', 'id', column('id')),
    ...both('weight', 'group', column('group')),
  ];
}

/** A ranking is judged query by query, and each of them counts once. */
function queries(document: unknown): readonly Finding[] {
  if (get(document, 'task') !== 'ranking') return [];
  const written = (key: string) => get(document, 'data', 'columns', key) !== undefined;
  return [
    ...when(
      !written('group'),
      ['data', 'columns', 'group'],
      'A ranking is judged query by query; name the column of the query, e.g. columns: { group: query_id }.',
    ),
    ...when(
      written('weight'),
      ['data', 'columns', 'weight'],
      'The queries of a ranking count once each, so its rows have no weights.',
    ),
  ];
}

/** The same file, or a channel's folder around it: training would see what judges it. */
function leaks(data: Readonly<Record<string, unknown>>): readonly Finding[] {
  const held = data['held-out'];
  if (typeof held !== 'string' || !isMap(data['channels'])) return [];
  return Object.entries(data['channels']).flatMap(([name, path]) =>
    when(
      typeof path === 'string' && covers(path, held),
      ['data', 'channels', name],
      `The channel "${name}" (${printed(path)}) holds the held-out data (${held}), which must never be mounted in training.`,
    ),
  );
}

function covers(folder: string, path: string): boolean {
  const [outer, inner] = [folder, path].map(normal);
  return outer === '' || outer === inner || (inner ?? '').startsWith(`${outer}/`);
}

const normal = (path: string) =>
  path
    .split('/')
    .filter((step) => step !== '' && step !== '.')
    .join('/');

function positive(document: unknown): readonly Finding[] {
  const task = get(document, 'task');
  return when(
    get(document, 'data', 'positive') !== undefined &&
      typeof task === 'string' &&
      task !== 'binary' &&
      task !== 'ranking',
    ['data', 'positive'],
    `"positive" names one of two labels; the task is ${printed(task)}.`,
  );
}
