import { CsvScanner } from '../csv/scanner.ts';
import { isRow, type Row } from './rows.ts';

/** Rows of a request, or results of an answer: named cells, or cells by position. */
export type PayloadRecord = Row | readonly unknown[];

/** Keys under which requests and answers wrap their list, by the convention of most serving containers. */
const LISTS = ['predictions', 'instances'];

/** The records of a text of a known kind, or a sentence saying why there are none. */
export function recordsIn(text: string, json: boolean): readonly PayloadRecord[] | string {
  return json ? recordsInJson(text) : recordsInCsv(text);
}

function recordsInJson(text: string): readonly PayloadRecord[] | string {
  try {
    return recordsOf(JSON.parse(text));
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 1) return flat(lines.map((line) => recordsInJson(line)));
    return `the payload is no JSON: ${(error as Error).message}`;
  }
}

/** The records that a JSON value is: those of a list, or the one that it stands for. */
export function recordsOf(value: unknown): readonly PayloadRecord[] {
  if (isRow(value)) {
    const list = LISTS.map((name) => value[name]).find((entry) => Array.isArray(entry));
    return list === undefined ? [value] : (list as readonly unknown[]).map(recordOf);
  }
  if (!Array.isArray(value)) return [[value]];
  // A list of plain values is one record: a prediction and its score, or the cells of a row.
  return value.some((entry) => typeof entry === 'object' && entry !== null) ? value.map(recordOf) : [value];
}

const recordOf = (value: unknown): PayloadRecord => (isRow(value) || Array.isArray(value) ? value : [value]);

function recordsInCsv(text: string): readonly PayloadRecord[] | string {
  const scanner = new CsvScanner('payload');
  scanner.add(new TextEncoder().encode(text));
  scanner.finish();
  const records: PayloadRecord[] = [];
  for (let cells = scanner.texts(); cells !== undefined; cells = scanner.texts()) records.push(cells);
  scanner.requireDone();
  const [problem] = scanner.problems;
  return problem === undefined ? records : `the payload is no CSV: ${problem.message}`;
}

function flat(found: readonly (readonly PayloadRecord[] | string)[]): readonly PayloadRecord[] | string {
  const wrong = found.find((entry) => typeof entry === 'string');
  return typeof wrong === 'string' ? wrong : found.flatMap((entry) => (typeof entry === 'string' ? [] : entry));
}

/** Prediction and score of an answer: by these names, else its first value and its second. */
export function resultOf(record: PayloadRecord): Row {
  const [prediction, score] = isRow(record) ? [record['prediction'], record['score']] : record;
  return { prediction, score };
}
