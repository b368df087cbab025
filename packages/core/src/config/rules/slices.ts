import { nearest } from '../nearest.ts';
import { sliceNames } from './gate-forms.ts';
import { type Finding, get, isMap, type Rule, when } from './rule.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Each rule says in one way which rows it picks out, under a name of its own; gates refer to these names or to columns. */
export const slicesRule: Rule = (document) => {
  const rules = get(document, 'validate', 'slices');
  const written = Array.isArray(rules) ? rules : [];
  return [
    ...written.flatMap((rule: unknown, index) =>
      isMap(rule)
        ? shape(rule).map(({ path, message }) => ({ path: ['validate', 'slices', index, ...path], message }))
        : [],
    ),
    ...repeatedNames(written),
    ...references(document, written),
  ];
};

/** The name that is written, else the columns, else the columns and values of `where`. */
export function sliceRuleName(rule: Fields): string | undefined {
  const { name, by, where } = rule;
  if (typeof name === 'string') return name;
  if (Array.isArray(by)) return by.join(' × ');
  if (!isMap(where)) return undefined;
  return Object.entries(where)
    .map(([column, value]) => `${column} = ${String(value)}`)
    .join(', ');
}

function shape({ by, where, bins }: Fields): readonly Finding[] {
  if ((by === undefined) === (where === undefined))
    return when(
      true,
      by === undefined ? [] : ['where'],
      'A rule has either "by" (one slice for every value) or "where" (one slice of some values).',
    );
  return [...edges(by, bins), ...repeatedColumns(by)];
}

function edges(by: unknown, bins: unknown): readonly Finding[] {
  if (!Array.isArray(bins)) return [];
  if (!Array.isArray(by) || by.length !== 1)
    return when(true, ['bins'], '"bins" part the values of a single numeric column; they need "by" with one column.');
  const rises = bins.every((edge, index) => index === 0 || edge > bins[index - 1]);
  return when(!rises, ['bins'], 'The edges have to rise, each above the one before.');
}

function repeatedColumns(by: unknown): readonly Finding[] {
  if (!Array.isArray(by)) return [];
  const again = by.find((column, index) => by.indexOf(column) !== index);
  return when(again !== undefined, ['by'], `The column "${String(again)}" stands here twice.`);
}

function repeatedNames(rules: readonly unknown[]): readonly Finding[] {
  const names = rules.map((rule) => (isMap(rule) ? sliceRuleName(rule) : undefined));
  return names.flatMap((name, index) =>
    when(
      name !== undefined && names.indexOf(name) !== index,
      ['validate', 'slices', index, ...(get(rules, index, 'name') === undefined ? [] : ['name'])],
      `The name "${name}" is taken by rule ${names.indexOf(name) + 1}; give this one a name of its own.`,
    ),
  );
}

/** A name that no rule has is a column, unless it is nearly the name of a rule. */
function references(document: unknown, rules: readonly unknown[]): readonly Finding[] {
  const names = rules.flatMap((rule) => (isMap(rule) ? (sliceRuleName(rule) ?? []) : []));
  const all = sliceNames(document);
  return all.flatMap(({ name, gate, at }) => {
    const path = ['validate', 'gates', gate, 'slices', at];
    const near = names.includes(name) ? undefined : nearest(name, names);
    return [
      ...when(
        near !== undefined,
        path,
        `There is no rule "${name}" in "validate.slices"; did you mean "${near}"? A column of that name needs a rule: { by: [${name}] }.`,
      ),
      ...when(
        all.some((other) => other.gate === gate && other.at < at && other.name === name),
        path,
        `"${name}" stands in this list twice.`,
      ),
    ];
  });
}
