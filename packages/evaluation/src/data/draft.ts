import type { Offences } from './offences.ts';
import type { Finding } from './types.ts';

/** A finding before its rows have lines. */
export interface Draft extends Omit<Finding, 'samples' | 'table' | 'file' | 'line'> {
  readonly offences?: Offences;
}

/** 12345 → `12,345`. */
export const counted = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** A number as a person writes it. */
export const shownNumber = (value: number): string => String(Number(value.toPrecision(6)));

export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
