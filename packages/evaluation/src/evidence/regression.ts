import { numberIn } from './labels.ts';
import { refuse } from './problems.ts';
import type { Joined, RegressionEvidence } from './types.ts';

/** Numbers on both sides; anything that is not a finite number is refused. */
export function readRegression(joined: Joined): RegressionEvidence {
  return {
    task: 'regression',
    ids: joined.rows.map(({ id }) => id),
    truth: readNumbers(joined, 'label'),
    predicted: readNumbers(joined, 'prediction'),
  };
}

function readNumbers(joined: Joined, field: 'label' | 'prediction'): Float64Array {
  const numbers = Float64Array.from(joined.rows, (row) => numberIn(row[field]));
  refuse(joined, field, (_, i) => !Number.isFinite(numbers[i]), `${field}s are not finite numbers`);
  return numbers;
}
