import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '../../src/config/duration.ts';

describe('durations', () => {
  it.each([
    ['45s', 45],
    ['10m', 600],
    ['1h30m', 5_400],
    ['90m', 5_400],
    ['2d', 172_800],
    ['1d1h1m1s', 90_061],
    ['0s', 0],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '1', '1.5h', '1 h', 'h', '30m1h', '1h1h', '-1h', '1w', '1H'])('does not read "%s"', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('reads back what it printed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 * 86_400 }), (seconds) => {
        expect(parseDuration(formatDuration(seconds))).toBe(seconds);
      }),
    );
  });
});
