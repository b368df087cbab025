import type { Cell, CellKind } from './cells.ts';
import { counted, type Draft, quoted, shownNumber } from './draft.ts';
import { hashText } from './hash.ts';
import { HashSet } from './hash-set.ts';
import { Offences, type RowPlace } from './offences.ts';
import type { ColumnRule } from './schema.ts';
import type { FindingCode } from './types.ts';

/** One rule of one column, seen cell by cell. */
export interface ColumnCheck {
  see(cell: Cell, place: RowPlace): void;
  /** What is wrong; nothing for a column that keeps the rule. */
  findings(rows: number): readonly Draft[];
}

export interface CheckContext {
  /** Milliseconds since 1970, for freshness. */
  readonly now: number;
  /** Hashes of the keys that `exists-in` refers to; undefined when their file cannot be read, which is a finding of its own. */
  readonly keys: HashSet | undefined;
  /** Freshness is asked of what training sees. */
  readonly fresh: boolean;
}

/** Every check that the rule of a column asks for. */
export function checksOf(column: string, rule: ColumnRule, context: CheckContext): readonly ColumnCheck[] {
  const told = { column, rule };
  return [
    missingCheck(told),
    typeCheck(told),
    rangeCheck(told),
    ...(rule.values === undefined ? [] : [domainCheck(told, rule.values)]),
    ...(rule.pattern === undefined ? [] : [patternCheck(told, rule.pattern)]),
    ...(rule.unique ? [uniqueCheck(told)] : []),
    ...(rule.monotone ? [monotoneCheck(told)] : []),
    ...(rule.newestWithin === undefined || !context.fresh ? [] : [freshCheck(told, rule.newestWithin, context.now)]),
    ...(rule.existsIn === undefined || context.keys === undefined ? [] : [keyCheck(told, rule.existsIn, context.keys)]),
  ];
}

interface Told {
  readonly column: string;
  readonly rule: ColumnRule;
}

/** A check whose every offence is an error, told in one sentence. */
function rowCheck(
  { column, rule }: Told,
  code: FindingCode,
  breaks: (cell: Cell) => boolean,
  sentence: (share: string, example: string) => string,
  tolerated = 0,
): ColumnCheck {
  const offences = new Offences();
  return {
    see(cell, place) {
      if (breaks(cell)) offences.add(place, cell.text);
    },
    findings(rows) {
      if (offences.count === 0 || offences.count / rows <= tolerated) return [];
      const { count, example } = offences;
      const shown = rule.redact || example === undefined ? '' : `, e.g. ${quoted(example)}`;
      const message = sentence(`${counted(count)} of ${counted(rows)} values`, shown);
      return [{ code, severity: 'error', column, count, of: rows, message, offences }];
    },
  };
}

function missingCheck(told: Told): ColumnCheck {
  const most = told.rule.missing;
  const allowed = most === 0 ? 'none may be' : `at most ${shownNumber(most * 100)} % may be`;
  return rowCheck(
    told,
    'VALUE_MISSING',
    ({ text }) => text === undefined,
    (share) => `${share} are missing; ${allowed}.`,
    most,
  );
}

const KINDS: Readonly<Record<ColumnRule['type'], readonly CellKind[] | undefined>> = {
  integer: ['integer'],
  number: ['integer', 'number'],
  boolean: ['boolean'],
  timestamp: ['timestamp'],
  category: undefined,
  text: undefined,
};

const NOUNS: Readonly<Record<ColumnRule['type'], string>> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  timestamp: 'a date or time of ISO 8601',
  category: 'a category',
  text: 'text',
};

/** True for a present cell of the type that the rule wants; 0 and 1 are booleans too. */
const fits = ({ text, kind }: Cell, { type }: ColumnRule): boolean =>
  KINDS[type]?.includes(kind) !== false || (type === 'boolean' && (text === '0' || text === '1'));

const typeCheck = (told: Told): ColumnCheck =>
  rowCheck(
    told,
    'TYPE_MISMATCH',
    (cell) => cell.text !== undefined && !fits(cell, told.rule),
    (share, example) => `${share} are not ${NOUNS[told.rule.type]}${example}.`,
  );

function rangeCheck(told: Told): ColumnCheck {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = told.rule;
  const range =
    told.rule.min === undefined
      ? `at most ${max}`
      : told.rule.max === undefined
        ? `at least ${min}`
        : `${min} to ${max}`;
  return rowCheck(
    told,
    'VALUE_OUT_OF_RANGE',
    ({ kind, value }) => (kind === 'integer' || kind === 'number') && (value < min || value > max),
    (share, example) => `${share} are outside of the range, ${range}${example}.`,
  );
}

function domainCheck(told: Told, values: readonly string[]): ColumnCheck {
  const domain = new Set(values);
  const { other } = told.rule;
  return rowCheck(
    told,
    'VALUE_NOT_IN_DOMAIN',
    ({ text }) => text !== undefined && !domain.has(text),
    (share, example) =>
      `${share} are none of the ${counted(domain.size)} allowed${example}${other === 0 ? '' : `; at most ${shownNumber(other * 100)} % may be`}.`,
    other,
  );
}

/** Longer texts are matched by their beginning, so that a pattern that backtracks ends. */
const MOST_MATCHED = 4096;

const patternCheck = (told: Told, pattern: RegExp): ColumnCheck =>
  rowCheck(
    told,
    'VALUE_PATTERN_MISMATCH',
    ({ text }) => text !== undefined && !pattern.test(text.slice(0, MOST_MATCHED)),
    (share, example) => `${share} do not match ${quoted(pattern.source)}${example}.`,
  );

function uniqueCheck(told: Told): ColumnCheck {
  const seen = new HashSet();
  return rowCheck(
    told,
    'VALUE_NOT_UNIQUE',
    ({ text }) => text !== undefined && !seen.add(hashText(text)),
    (share, example) => `${share} occur in an earlier row too${example}.`,
  );
}

function monotoneCheck(told: Told): ColumnCheck {
  let newest = Number.NEGATIVE_INFINITY;
  return rowCheck(
    told,
    'VALUE_NOT_MONOTONE',
    ({ value }) => {
      if (Number.isNaN(value)) return false;
      if (value < newest) return true;
      newest = value;
      return false;
    },
    (share, example) => `${share} are smaller than one before${example}; the column never falls.`,
  );
}

function keyCheck(told: Told, from: { readonly file: string; readonly column: string }, keys: HashSet): ColumnCheck {
  return rowCheck(
    told,
    'KEY_NOT_FOUND',
    ({ text }) => text !== undefined && !keys.has(hashText(text)),
    (share, example) => `${share} do not exist in column ${quoted(from.column)} of ${from.file}${example}.`,
  );
}

const DAY = 86_400_000;

function freshCheck({ column, rule }: Told, within: number, now: number): ColumnCheck {
  let newest = Number.NEGATIVE_INFINITY;
  return {
    see({ kind, value }) {
      if (kind === 'timestamp' && value > newest) newest = value;
    },
    findings(rows) {
      if (newest >= now - within) return [];
      const days = shownNumber(within / DAY);
      const found =
        Number.isFinite(newest) && !rule.redact ? `the newest is ${new Date(newest).toISOString()}` : 'none is newer';
      const message = `No value is from the last ${days} days; ${found}.`;
      return [{ code: 'DATA_NOT_FRESH', severity: 'error', column, count: rows, of: rows, message }];
    },
  };
}
