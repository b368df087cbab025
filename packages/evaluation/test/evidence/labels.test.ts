import { describe, expect, it } from '@jest/globals';
import { canonicalLabel } from '../../src/evidence/labels.ts';

describe('labels', () => {
  it.each([
    ['1', '1.0'],
    [' True', 'true'],
    ['1e2', '100'],
    ['yes ', 'yes'],
  ])('%j and %j are the same', (one, two) => {
    expect(canonicalLabel(one)).toBe(canonicalLabel(two));
  });

  it.each([
    ['yes', 'Yes'],
    ['1', 'true'],
    ['01', '1x'],
    ['9007199254740993', '9007199254740992'],
    ['', '0'],
  ])('%j and %j are not', (one, two) => {
    expect(canonicalLabel(one)).not.toBe(canonicalLabel(two));
  });
});
