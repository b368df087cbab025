import { expect, it } from '@jest/globals';
import type { Finding } from '@mlops-actions/evaluation';
import { driftShapes } from '../../src/report/drift-shapes.ts';

const drifted = (column: string, reference: readonly number[], current: readonly number[]): Finding => ({
  code: 'DISTRIBUTION_DRIFTED',
  severity: 'drift',
  table: 'held-out',
  column,
  count: 100,
  of: 100,
  message: 'The values are distributed otherwise.',
  samples: [],
  drift: { measure: 'psi', value: 1, limit: 0.25, floor: 0.1, bins: { reference, current } },
});

it('draws both distributions by their shares, on one scale', () => {
  expect(driftShapes([drifted('age', [0, 50, 50, 0], [0, 0, 0, 200])])).toBe(
    '| column | in training | held out |\n| --- | --- | --- |\n| `age` | ▁▅▅▁ | ▁▁▁█ |',
  );
});

it('draws nothing of findings that compare nothing, and breaks no table by a name', () => {
  const { drift: _none, ...other } = drifted('age', [], []);

  expect(driftShapes([other])).toBe('');
  expect(driftShapes([drifted('a|b`<', [1], [1])]).split('\n')).toHaveLength(3);
});
