import type { UndefinedReason } from '@mlops-actions/evaluation';
import { decimal, range } from '../../domain/gates/numbers.ts';
import type { Figure } from '../../domain/verdict.ts';

/** Why a value is missing, for people. */
const REASONS: Readonly<Record<UndefinedReason, string>> = {
  'one-class': 'only one class',
  'no-score': 'no score',
  'no-decisions': 'no decisions',
  'no-predicted-positives': 'nothing predicted positive',
  'no-positives': 'no positives',
  'no-negatives': 'no negatives',
  'constant-labels': 'all labels are equal',
  'constant-predictions': 'all predictions are equal',
  'too-few-rows': 'too few rows',
  'no-queries': 'no query with a relevant row',
  'not-for-task': 'not for this task',
  'no-rows': 'no rows',
  'not-finite': 'not a finite number',
};

/** A value, or why there is none. */
export function valueText({ value, undefined: reason }: Figure, signed = false): string {
  if (value !== null) return decimal(value, signed);
  return reason === undefined ? 'no value' : `no value (${REASONS[reason]})`;
}

/** The interval of a value in brackets; empty when there is none. */
export const intervalText = ({ value, interval }: Figure): string =>
  value === null || interval === undefined ? '' : range(interval);

/** Value and interval in one text. */
export const figureText = (figure: Figure, signed = false): string =>
  [valueText(figure, signed), intervalText(figure)].filter((part) => part !== '').join(' ');
