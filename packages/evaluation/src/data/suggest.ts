import { counted, shownNumber } from './draft.ts';
import type { Profile, ProfileColumn } from './profile.ts';

/** A domain with more values is a list that nobody keeps. */
const MOST_VALUES = 30;
/** Longer values are prose, and cut in the profile. */
const LONGEST_VALUE = 60;
/** What fewer rows share may name somebody. */
const FEWEST_ROWS = 5;
/** A list that leaves more rows out is not what the column holds. */
const MOST_OTHERS = 0.05;
/** Addresses, and the numbers of phones, accounts and people. */
const PERSONAL = /@|\d{6}|\d[\d -]{7}\d/;
/** How far a suggested range goes beyond what was seen, as a share of it. */
const MARGIN = 0.1;
/** A table that has lost half of its rows is broken more often than small. */
const LEAST_ROWS = 0.5;

/** A first `data/schema.yml` for a table that looks like this one: what was seen, loosened a little, for a person to correct. */
export function suggest(profile: Profile): string {
  const { table, rows, columns } = profile;
  const lines = columns.map((column) => `  ${key(column.name)}: ${rule(column, rows)}`);
  const width = Math.min(100, Math.max(0, ...lines.map((line) => line.length)));
  return `# Suggested from the ${counted(rows)} rows of table "${table}". It says what was seen, loosened a little; correct it to what is right.
# yaml-language-server: $schema=https://raw.githubusercontent.com/org/mlops-actions/v1/schemas/data-schema.v1.schema.json
version: 1
rows: { min: ${Math.ceil(rows * LEAST_ROWS)} }
columns:
${lines.map((line, index) => `${line.padEnd(width)}  # ${remark(columns[index], rows)}`).join('\n')}
other-columns: allow              # forbid: a new column makes the data invalid
# duplicates: { max-share: 0 }    # training rows that repeat another one
drift: { warn: 0.1, limit: 0.25 } # of held-out rows against training; "ignore: [day]" leaves columns out
`;
}

function rule(column: ProfileColumn, rows: number): string {
  const facts = [
    `type: ${column.kind}`,
    ...rangeOf(column, rows),
    ...domainOf(column, rows),
    ...missingOf(column, rows),
  ];
  return `{ ${[...facts, ...(column.redacted === true ? ['redact: true'] : [])].join(', ')} }`;
}

function rangeOf(column: ProfileColumn, rows: number): readonly string[] {
  const { kind, numbers } = column;
  if (numbers === undefined || kind === 'timestamp' || looksUnique(column, rows)) return [];
  const margin = (numbers.max - numbers.min) * MARGIN;
  const low = numbers.min >= 0 ? Math.max(0, numbers.min - margin) : numbers.min - margin;
  const round = (value: number, way: (value: number) => number) =>
    kind === 'integer' ? way(value) : outward(value, way);
  return [`min: ${round(low, Math.floor)}`, `max: ${round(numbers.max + margin, Math.ceil)}`];
}

/** Three digits, never towards the values that were seen. */
function outward(value: number, way: (value: number) => number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
  return Number((way(value / unit) * unit).toPrecision(4));
}

/** The values that many rows share, with the share of all others; none where values may name somebody. */
function domainOf({ kind, top, distinct, distinctIs, missing }: ProfileColumn, rows: number): readonly string[] {
  if (kind !== 'category' || top === undefined || distinctIs === 'estimate' || distinct > MOST_VALUES) return [];
  if (top.values.some(([value]) => value.length > LONGEST_VALUE || PERSONAL.test(value))) return [];
  const common = top.values.filter(([, count]) => count >= FEWEST_ROWS);
  const others = rows - missing - common.reduce((sum, [, count]) => sum + count, 0);
  if (common.length === 0 || others > MOST_OTHERS * rows) return [];
  const values = `values: [${common.map(([value]) => scalar(value)).join(', ')}]`;
  return others === 0 ? [values] : [values, `other: ${loosened(others, rows)}`];
}

function missingOf({ missing }: ProfileColumn, rows: number): readonly string[] {
  if (missing === 0 || rows === 0) return [];
  return [`missing: ${loosened(missing, rows)}`];
}

/** A share, half as much again, in whole percents. */
const loosened = (count: number, rows: number): number => Math.min(1, Math.ceil((150 * count) / rows) / 100);

function remark(column: ProfileColumn | undefined, rows: number): string {
  if (column === undefined) return '';
  const { missing, distinct, distinctIs, numbers, kind } = column;
  const about = distinctIs === 'exact' ? '' : 'about ';
  return [
    `${about}${counted(distinct)} distinct`,
    ...(missing === 0 ? [] : [`${shownNumber((100 * missing) / rows)} % missing`]),
    ...(numbers === undefined || kind === 'timestamp' ? [] : [`mean ${shownNumber(numbers.mean)}`]),
    ...(looksUnique(column, rows) ? ['unique: true?'] : []),
    ...(mayName(column, rows) ? ['redact: true?'] : []),
  ].join(', ');
}

/** Free text, and what no list of values was made of. */
const mayName = (column: ProfileColumn, rows: number): boolean =>
  column.redacted !== true &&
  (column.kind === 'text' || (column.kind === 'category' && domainOf(column, rows).length === 0));

/** An estimate is off by 3 %, so this is a question. */
const looksUnique = ({ distinct, kind }: ProfileColumn, rows: number): boolean =>
  (kind === 'integer' || kind === 'text') && rows > 20 && distinct >= 0.9 * rows;

const key = (name: string): string => (/^[A-Za-z_][\w-]*$/.test(name) && !isWord(name) ? name : JSON.stringify(name));

/** Quoted unless YAML reads it as this very text. */
const scalar = (value: string): string =>
  /^[A-Za-z][\w-]*( [\w-]+)*$/.test(value) && !isWord(value) ? value : JSON.stringify(value);

/** What some reader of YAML takes for something else than text. */
const isWord = (text: string): boolean => /^(true|false|null|yes|no|on|off|y|n)$/i.test(text);
