import { describe, expect, it } from '@jest/globals';
import type { BinaryEvidence, Slice } from '@mlops-actions/evaluation';
import { random } from '../../../../evaluation/test/random.ts';
import { answers, gatesOf, judged, pair } from './situations.ts';

const SLICES = 12;
const ROWS = 300;
const DRAWS = 60;

/** Two models that are right equally often, and not on the same rows; on one slice the candidate may be worse. */
function draw(seed: number, worseBy = 0): readonly Slice[] {
  const next = random(seed);
  const { truth, classes } = answers(ROWS, 0);
  const model = (wrong: number): BinaryEvidence => ({
    task: 'binary',
    classes,
    truth,
    predicted: truth.map((label) => (next() < wrong ? 1 - label : label)),
  });
  return Array.from({ length: SLICES }, (_, index) => ({
    rule: 'region',
    name: `region = ${index}`,
    rows: ROWS,
    evidence: { candidate: model(index === 0 ? 0.15 + worseBy : 0.15), champion: model(0.15) },
  }));
}

async function refusedShare(correction: 'holm' | 'none', worseBy = 0): Promise<number> {
  const gates = await gatesOf(
    `correction: ${correction}\ngates: [{ metric: accuracy, slices: [region], vs: champion }]`,
  );
  const outcomes = Array.from({ length: DRAWS }, (_, seed) => {
    const [result] = judged(gates, { overall: pair(400, 20, 20), slices: draw(seed, worseBy) }).gates;
    return result?.outcome;
  });
  return outcomes.filter((outcome) => outcome === 'fail').length / DRAWS;
}

describe('a comparison on twelve slices', () => {
  it('refuses an equal model about as often as one comparison would', async () => {
    expect(await refusedShare('holm')).toBeLessThanOrEqual(0.1);
  });

  it('refuses many equal models when nothing is corrected', async () => {
    expect(await refusedShare('none')).toBeGreaterThan(0.3);
  });

  it('still finds the one slice that is much worse', async () => {
    expect(await refusedShare('holm', 0.2)).toBeGreaterThan(0.95);
  });
});
