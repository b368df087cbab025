import { describe, expect, it } from '@jest/globals';
import { intervals } from '../../../src/report/svg/interval.ts';
import { bar, dot, line, step } from '../../../src/report/svg/marks.ts';

const plane = { x: (value: number) => value * 100, y: (value: number) => 100 - value * 100 };

describe('marks', () => {
  it('join points to a line', () => {
    const points = [
      [0, 0],
      [0.5, 0.75],
      [1, 1],
    ] as const;

    expect(line(points, 'candidate', plane).markup).toBe('<path class="line candidate" d="M0 100L50 25L100 0"/>');
  });

  it('keep a height until the next point of a step', () => {
    const points = [
      [0, 1],
      [0.5, 0.75],
    ] as const;

    expect(step(points, 'champion', plane).markup).toBe('<path class="line champion" d="M0 0V25H50"/>');
  });

  it('tell candidate from champion by shape', () => {
    expect(dot([0.5, 0.5], 'candidate', plane).markup).toContain('<circle');
    expect(dot([0.5, 0.5], 'champion', plane).markup).toContain('<path');
  });

  it('stand bars on zero', () => {
    expect(bar(0.2, 0.3, 0.4, 'negative', plane).markup).toBe(
      '<rect class="bar negative" x="20" y="60" width="9.2" height="40"/>',
    );
  });
});

describe('intervals', () => {
  const picture = intervals(
    'f1: candidate 0.5 <b>',
    [
      { series: 'candidate', value: 0.5, interval: [0.25, 0.75] },
      { series: 'champion', value: 1 },
    ],
    [0, 1],
    0,
  ).markup;

  it('say in words what is to be seen', () => {
    expect(picture).toContain('role="img"');
    expect(picture).toContain('<title>f1: candidate 0.5 &lt;b&gt;</title>');
  });

  it('draw a whisker for an interval and none without', () => {
    expect(picture.match(/class="whisker/g)).toHaveLength(1);
    expect(picture).toContain('M48.5 9H131.5');
  });

  it('draw the reference only when it is on the scale', () => {
    expect(picture).toContain('guide');
    expect(intervals('x', [{ series: 'candidate', value: 0.5 }], [0.4, 1], 0).markup).not.toContain('guide');
  });
});
