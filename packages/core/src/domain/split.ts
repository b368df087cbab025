import { sha256 } from './canonical.ts';

/** Part of the rule, so that a later rule can be told apart. */
const SALT = 'mlops-split-v1';
const RANGE = 2 ** 32;

/**
 * Whether a row is held out, decided by its own bytes: sha256 of the salt, a line feed and the raw line (without its line
 * end); its first 32 bits over 2^32 must be below `share`. Adding rows moves no other row, and equal rows fall on one side.
 * Of a table with groups, the value of the group takes the place of the line, so that a group falls on one side.
 */
export function isHeldOut(rawLineOrGroup: string, share: number): boolean {
  return Number.parseInt(sha256(`${SALT}\n${rawLineOrGroup}`).slice(0, 8), 16) / RANGE < share;
}

/** What `data/split.lock` holds: the rule that was used first and must be used ever after. */
export interface SplitLock {
  readonly version: 1;
  readonly rule: typeof SALT;
  readonly share: number;
  /** Column whose values decide, instead of whole rows. */
  readonly group?: string;
}

export const splitLock = (share: number, group?: string): SplitLock => ({
  version: 1,
  rule: SALT,
  share,
  ...(group === undefined ? {} : { group }),
});
