import { join } from 'node:path';
import { appendJsonLine, readJsonLines, repairJsonLines } from '../store/json-lines.ts';

/** One call, as it went. */
export interface JournalEntry {
  /** ISO date of the answer, or of the effect when the answer is held. */
  readonly at: string;
  readonly service: string;
  readonly operation: string;
  /** The name the call was about; for S3 `bucket/key`. */
  readonly resource?: string;
  /** HTTP status; 0 when the connection was cut without an answer. */
  readonly status: number;
  /** The wire error code. */
  readonly error?: string;
  readonly requestId: string;
  /** True when a call that is not a mere read took effect, whatever was answered. */
  readonly effect: boolean;
  /** `<kind>/<phase>` of the fault that hit the call. */
  readonly fault?: string;
}

export interface Journal<T> {
  append(entry: T): void;
  read(): readonly T[];
}

/** An append-only file of JSON lines; a line that a kill cut short is dropped at the next start. */
export function openJournal<T>(file: string): Journal<T> {
  repairJsonLines(file);
  return { append: (entry) => appendJsonLine(file, entry), read: () => readJsonLines<T>(file) };
}

export const journalFile = (home: string) => join(home, 'journal.jsonl');
export const violationsFile = (home: string) => join(home, 'violations.jsonl');

/** Reads change nothing, so they never count as an effect. */
export const isRead = (operation: string) => /^(Describe|List|Get|Head|Filter)/.test(operation);
