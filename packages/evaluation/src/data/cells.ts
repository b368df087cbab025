import { numberIn } from '../evidence/labels.ts';

/** What the text of a cell can be read as; a text that is several of them is the first. */
export type CellKind = 'integer' | 'number' | 'boolean' | 'timestamp' | 'text';

/** One cell of a table, read once for everything that looks at it. */
export interface Cell {
  /** Without white space around it; undefined when missing. */
  readonly text: string | undefined;
  readonly kind: CellKind;
  /** The number, 1 and 0 of a boolean, milliseconds since 1970 of a timestamp; NaN for text. */
  readonly value: number;
}

export const MISSING: Cell = { text: undefined, kind: 'text', value: Number.NaN };

export function cellOf(written: string | undefined): Cell {
  const text = written?.trim();
  if (text === undefined || text === '') return MISSING;
  const first = text.charCodeAt(0);
  // Letters in front: no number and no date. Most texts are told by this alone.
  if (first > NINE) return booleanCell(text) ?? { text, kind: 'text', value: Number.NaN };
  const value = numberIn(text);
  if (Number.isFinite(value)) return { text, kind: Number.isSafeInteger(value) ? 'integer' : 'number', value };
  const at = timestampOf(text);
  return at === undefined ? { text, kind: 'text', value: Number.NaN } : { text, kind: 'timestamp', value: at };
}

const NINE = 57;

function booleanCell(text: string): Cell | undefined {
  if (text.length > 5 || !/^(true|false)$/i.test(text)) return undefined;
  return { text, kind: 'boolean', value: text.length === 4 ? 1 : 0 };
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** Milliseconds since 1970 of a date or a time of ISO 8601; without a zone it is UTC. Undefined for anything else. */
export function timestampOf(text: string): number | undefined {
  const [, year, month, day, hour, minute, second, fraction, zone] = ISO.exec(text) ?? [];
  if (year === undefined) return undefined;
  const parts = [year, month, day, hour, minute, second].map((part) => Number(part ?? 0));
  const [y = 0, m = 0, d = 0, h = 0, min = 0, s = 0] = parts;
  const at = Date.UTC(y, m - 1, d, h, min, s);
  // February 30 would roll over into March.
  if (new Date(at).getUTCDate() !== d || m < 1 || m > 12 || h > 23 || min > 59 || s > 60) return undefined;
  return at + Math.trunc(Number(fraction ?? 0) * 1000) - zoneOffset(zone);
}

function zoneOffset(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
