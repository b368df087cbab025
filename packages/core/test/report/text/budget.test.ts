import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { atMost, fit, sizeOf } from '../../../src/report/text/budget.ts';

const section = (name: string, size: number) => ({ name, text: name.repeat(size) });

describe('a budget', () => {
  it('keeps everything that fits, in order', () => {
    expect(fit('top', [section('a', 3), section('b', 2)], 'end', 1000)).toBe('top\n\naaa\n\nbb\n\nend');
  });

  it('leaves out whole sections and names them, and still shows what is smaller', () => {
    expect(fit('top', [section('a', 500), section('b', 2)], 'end', 200)).toBe(
      'top\n\nbb\n\n_Left out here, because it would not fit: a. The full report has it._\n\nend',
    );
  });

  it('says nothing of sections that are empty', () => {
    expect(fit('top', [{ name: 'a', text: '' }], '', 100)).toBe('top');
  });

  it('holds for any sections, counted in bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 400 }), { maxLength: 12 }), (texts) => {
        const sections = texts.map((text, index) => ({ name: `s${index}`, text }));
        expect(sizeOf(fit('top', sections, 'end', 600))).toBeLessThanOrEqual(600);
      }),
    );
  });

  it('counts bytes, not characters', () => {
    expect([sizeOf('a'), sizeOf('≥'), sizeOf('😀')]).toEqual([1, 3, 4]);
  });
});

describe('a list', () => {
  const more = (left: number) => `and ${left} more`;

  it.each([
    [3, 100, 'a\nb\nc'],
    [2, 100, 'a\nb\nand 1 more'],
    [3, 4, 'a\nb\nand 1 more'],
  ])('of at most %d lines and %d bytes', (most, budget, text) => {
    expect(atMost(['a', 'b', 'c'], most, budget, more)).toBe(text);
  });
});
