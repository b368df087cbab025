import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { EvaluationRequest } from '../../src/evaluate/types.ts';
import { metricsFor, type Task } from '../../src/metrics/facts.ts';
import { measure } from '../../src/metrics/measure.ts';
import { bytesSource } from '../../src/read/bytes-source.ts';
import { TableUnreadable } from '../../src/read/table.ts';
import { csv } from '../tables.ts';

const TASKS: readonly Task[] = ['binary', 'multiclass', 'regression', 'ranking'];
const IDS = ['a', 'b', 'c'];

const labels = csv('labels.csv', 'id,y,q', [
  ['a', 1, 'one'],
  ['b', 0, 'one'],
  ['c', 1, 'two'],
]);

const cell = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '1.0',
    '0.5',
    'true',
    '',
    'nan',
    '-1',
    '1e999',
    '"',
    '"1"',
    '0x1',
    '∞',
    '1,0',
    ' 1 ',
    '\u0000',
  ),
  fc.string({ maxLength: 4 }),
);
const line = fc.tuple(fc.oneof(fc.constantFrom(...IDS), fc.string({ maxLength: 3 })), cell, cell);
const header = fc.oneof(
  { weight: 6, arbitrary: fc.constant('id,prediction,score') },
  fc.constantFrom('id,prediction', 'prediction,score', 'id,score', 'id,id,score', '', 'ID,Prediction', '"id,score'),
);
const complete = fc
  .tuple(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([label, score]) => [label, score]);

const file = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(header, fc.array(line, { maxLength: 5 }))
      .map(([first, rows]) => [first, ...rows.map((row) => row.join(','))].join('\n')),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(complete, complete, complete)
      .map((rows) => ['id,prediction,score', ...rows.map((row, i) => `${IDS[i]},${row.join(',')}`)].join('\n')),
  },
  fc.string({ maxLength: 60, unit: 'binary' }),
);

it('any predictions give an evaluation without holes, or problems, or a table that cannot be read', async () => {
  const counts = { evaluated: 0, refused: 0, unreadable: 0 };
  await fc.assert(
    fc.asyncProperty(file, fc.constantFrom(...TASKS), fc.boolean(), async (text, task, cut) => {
      const request: EvaluationRequest = {
        task,
        labels: { files: labels, id: 'id', label: 'y', ...(task === 'ranking' ? { group: 'q' } : {}) },
        candidate: { files: [bytesSource('predictions.csv', text)], source: 'candidate' },
        slices: [{ name: 'q', by: ['q'], minRows: 1, required: false }],
        ...(cut && (task === 'binary' || task === 'ranking') ? { threshold: 0.5 } : {}),
      };
      const found = await evaluate(request).catch((error: unknown) => {
        if (error instanceof TableUnreadable) return undefined;
        throw error;
      });
      if (found === undefined) {
        counts.unreadable += 1;
        return;
      }
      const { evaluation, problems } = found;
      expect(evaluation === undefined).toBe(problems.length > 0);
      counts[evaluation === undefined ? 'refused' : 'evaluated'] += 1;
      for (const metric of evaluation === undefined ? [] : metricsFor(task))
        for (const { candidate } of [
          evaluation?.overall,
          ...(evaluation?.slices ?? []).map(({ evidence }) => evidence),
        ].flatMap((one) => one ?? [])) {
          const measured = measure(metric, candidate);
          expect('undefined' in measured || Number.isFinite(measured.value)).toBe(true);
        }
      if (evaluation !== undefined) expect(evaluation.rows).toBe(3);
    }),
    { numRuns: 3_000 },
  );

  expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
});
