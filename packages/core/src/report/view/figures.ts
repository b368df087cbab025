import { decimal, range } from '../../domain/gates/numbers.ts';
import type { Figure } from '../../domain/verdict.ts';

/** Why a value is missing, for people; a reason that has no sentence here reads as it is written. */
const REASONS: Readonly<Record<string, string>> = {
  'one-class': 'only one class',
  'no-score': 'no score',
  'no-predicted-positives': 'nothing predicted positive',
  'no-positives': 'no positives',
  'not-for-task': 'not for this task',
  'no-rows': 'no rows',
};

/** A value, or why there is none. */
export function valueText({ value, undefined: reason }: Figure, signed = false): string {
  return value === null ? `no value (${reasonText(reason)})` : decimal(value, signed);
}

/** The interval of a value in brackets; empty when there is none. */
export const intervalText = ({ value, interval }: Figure): string =>
  value === null || interval === undefined ? '' : range(interval);

/** Value and interval in one text. */
export const figureText = (figure: Figure, signed = false): string =>
  [valueText(figure, signed), intervalText(figure)].filter((part) => part !== '').join(' ');

const reasonText = (reason: string | undefined): string => REASONS[reason ?? ''] ?? reason ?? 'unknown';
