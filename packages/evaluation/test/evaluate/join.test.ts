import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../src/evaluate/evaluate.ts';
import type { EvaluationRequest } from '../../src/evaluate/types.ts';
import { bytesSource } from '../../src/read/bytes-source.ts';
import type { ByteSource } from '../../src/read/table.ts';
import { random } from '../random.ts';
import { binaryRequest, csv, fine, messagesOf, pointOf, printed } from '../tables.ts';

const IDS = ['a', 'b', 'c', 'd'];
const labels = csv('labels.csv', 'id,y', [
  ['a', 1],
  ['b', 0],
  ['c', 1],
  ['d', 0],
]);
const answers = (rows: readonly (readonly (string | number)[])[]) => csv('answers.csv', 'id,prediction', rows);
const right = [
  ['a', 1],
  ['b', 0],
  ['c', 1],
  ['d', 0],
] as const;

describe('a champion that may leave rows out', () => {
  const ROWS = 1_000;
  const rows = Array.from({ length: ROWS }, (_, row) => [`r${row}`, row % 2, row % 4 < 2 ? 'north' : 'south'] as const);
  const held = csv('labels.csv', 'id,y,region', rows);
  /** Wrong on every `nth` row, without the rows before `from`. */
  const said = (nth: number, from = 0) =>
    csv(
      'answers.csv',
      'id,prediction',
      rows.slice(from).map(([id, y], row) => [id, (row + from) % nth === 0 ? 1 - y : y]),
    );
  const leavingOut = (left: number, coverage?: number) =>
    evaluate(
      binaryRequest(held, said(10), {
        champion: { files: said(5, left), source: 'champion', ...(coverage === undefined ? {} : { coverage }) },
        slices: [{ name: 'region', by: ['region'], minRows: 10, required: false }],
      }),
    );

  it('is compared on the rows that both answer, while all are asked of the candidate', async () => {
    const { rows: all, overall, compared, slices } = fine(await leavingOut(10, 0.99));

    expect([all, compared?.rows]).toEqual([ROWS, 990]);
    expect(overall.champion).toBeUndefined();
    expect(pointOf('accuracy', overall.candidate)).toBe(0.9);
    expect(pointOf('accuracy', compared?.overall.candidate)).toBeCloseTo(1 - 99 / 990, 12);
    expect(pointOf('accuracy', compared?.overall.champion)).toBeCloseTo(1 - 198 / 990, 12);
    expect(slices.map(({ rows: own }) => own)).toEqual([500, 500]);
    expect(compared?.slices.map(({ name }) => name)).toEqual(slices.map(({ name }) => name));
    expect(compared?.slices.map(({ evidence }) => evidence?.candidate.truth.length)).not.toEqual([500, 500]);
  });

  it('is not there for a slice of which it left out more, however many rows it answers in all', async () => {
    const isles = rows.map(([id, y], row) => [id, y, row < 10 ? 'isles' : 'mainland'] as const);
    const redacted = new Set(['region']);
    const request = (more: object) =>
      binaryRequest(csv('labels.csv', 'id,y,region', isles), said(10), {
        champion: { files: said(5, 5), source: 'champion', coverage: 0.99 },
        slices: [{ name: 'region', by: ['region'], minRows: 1, required: false }],
        ...more,
      });
    const champions = async (more: object) =>
      fine(await evaluate(request(more))).compared?.slices.map(({ name, evidence }) => [
        name,
        evidence?.champion !== undefined,
      ]);

    expect(await champions({})).toEqual([
      ['region = mainland', true],
      ['region = isles', false],
    ]);
    expect(await champions({ redacted })).toEqual([
      ['region (1)', true],
      ['region (2)', false],
    ]);
  });

  it('is as it was when it leaves out none', async () => {
    expect(fine(await leavingOut(0, 0.99))).toEqual(fine(await leavingOut(0)));
  });

  it('may leave out no more than was said, and none when nothing was said', async () => {
    expect(messagesOf(await leavingOut(11, 0.99))).toEqual([
      'champion id: 11 held-out rows have no prediction, more than the 1 % that may have none, e.g. ids r0, r1, r2, r3, r4.',
    ]);
    expect(messagesOf(await leavingOut(1))).toEqual(['champion id: 1 held-out rows have no prediction, e.g. ids r0.']);
  });

  it('has no excuse for rows that nobody asked for', async () => {
    const strange = csv('answers.csv', 'id,prediction', [...rows.slice(1).map(([id, y]) => [id, y]), ['stranger', 1]]);
    const champion = { files: strange, source: 'champion', coverage: 0.99 };

    expect(messagesOf(await evaluate(binaryRequest(held, said(10), { champion })))).toEqual([
      'champion id: 1 rows were never asked for, e.g. ids stranger.',
    ]);
  });
});

describe('labels and predictions are joined', () => {
  it.each([
    ['in the same order', right],
    ['in another order', right.toReversed()],
    ['partly in another order', [right[0], right[2], right[1], right[3]]],
  ])('by id, %s', async (_order, rows) => {
    const { overall, rows: count } = fine(await evaluate(binaryRequest(labels, answers(rows))));

    expect([count, pointOf('accuracy', overall.candidate)]).toEqual([4, 1]);
  });

  it('by order when predictions have no ids', async () => {
    const predictions = csv('answers.csv', 'prediction', [[1], [1], [1], [0]]);

    expect(pointOf('accuracy', fine(await evaluate(binaryRequest(labels, predictions))).overall.candidate)).toBe(0.75);
  });

  it('by the number of the row when only the predictions have ids', async () => {
    const request = binaryRequest(
      labels,
      answers([
        [3, 0],
        [0, 1],
        [1, 0],
        [2, 1],
      ]),
      { labels: { files: labels, label: 'y' } },
    );

    expect(pointOf('accuracy', fine(await evaluate(request)).overall.candidate)).toBe(1);
  });

  it('with one model by id and the other by order', async () => {
    const champion = { files: csv('before.csv', 'prediction', [[0], [0], [1], [0]]), source: 'champion' };
    const { overall, samples } = fine(await evaluate(binaryRequest(labels, answers(right.toReversed()), { champion })));

    expect(pointOf('accuracy', overall.champion)).toBe(0.75);
    expect(samples).toEqual({ fixed: ['a'], broken: [] });
  });

  it('across the borders of files', async () => {
    const files = [
      ...csv('1.csv', 'id,prediction', right.slice(0, 3)),
      ...csv('2.csv', 'id,prediction', right.slice(3)),
    ];

    expect(fine(await evaluate(binaryRequest(labels, files))).rows).toBe(4);
  });

  it('over thousands of rows in any order', async () => {
    const next = random(3);
    const rows = Array.from({ length: 9_001 }, (_, i) => [`r${i}`, Number(next() < 0.4), next().toFixed(4)] as const);
    const truth = csv(
      'labels.csv',
      'id,y',
      rows.map(([id, y]) => [id, y]),
    );
    const inOrder = csv(
      'answers.csv',
      'id,score',
      rows.map(([id, , score]) => [id, score]),
    );
    const shuffled = csv(
      'answers.csv',
      'id,score',
      rows.map(([id, , score]) => [id, score] as const).sort(() => next() - 0.5),
    );
    const of = async (files: readonly ByteSource[]) =>
      printed(fine(await evaluate(binaryRequest(truth, files, { threshold: 0.5 }))));

    expect(await of(shuffled)).toEqual(await of(inOrder));
  });
});

describe('a table that holds labels and predictions', () => {
  const table = 'id,y,new,old\na,1,0.9,0.4\nb,0,0.1,0.2\nc,1,0.2,0.8\nd,0,0.3,0.1\n';

  it('is read once', async () => {
    let opened = 0;
    const source = bytesSource('scores.csv', table);
    const stream = () => {
      opened += 1;
      return source.stream();
    };
    const files = [{ ...source, stream }];
    const request: EvaluationRequest = {
      task: 'binary',
      threshold: 0.5,
      labels: { files, label: 'y' },
      candidate: { files: [...files], source: 'candidate', score: 'new' },
      champion: { files, source: 'champion', score: 'old' },
      slices: [],
    };

    const { overall } = fine(await evaluate(request));

    expect([pointOf('recall', overall.candidate), pointOf('recall', overall.champion)]).toEqual([0.5, 0.5]);
    // Once for the header, once for the rows.
    expect(opened).toBe(2);
  });
});

describe('rows that do not fit together are refused', () => {
  it('a table of its own that repeats an id, or lacks one: rows would count twice', async () => {
    const files = csv('table.csv', 'id,y,prediction', [
      ['a', 1, 1],
      ['a', 1, 1],
      ['', 0, 0],
    ]);

    expect(messagesOf(await evaluate(binaryRequest(files, files)))).toEqual([
      'table.csv id: 1 held-out rows repeat an id, e.g. ids a.',
      'table.csv id: 1 held-out rows have no id, e.g. ids row 3.',
    ]);
  });

  it('answers that are all different', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => [`r${i}`, i % 2, i / 7] as const);
    const table = csv('table.csv', 'id,y,prediction', many);

    expect(messagesOf(await evaluate(binaryRequest(table, table)))).toEqual([
      'candidate prediction: 11998 predictions are none of the labels (0, 1), e.g. ids r1, r2, r3, r4, r5.',
    ]);
  });

  it.each([
    ['missing', right.slice(1), ['candidate id: 1 held-out rows have no prediction, e.g. ids a.']],
    ['extra', [...right, ['z', 1]], ['candidate id: 1 rows were never asked for, e.g. ids z.']],
    ['repeated', [...right, ['b', 1]], ['candidate id: 1 rows repeat an id, e.g. ids b.']],
    ['repeated at once', [right[0], ...right], ['candidate id: 1 rows repeat an id, e.g. ids a.']],
    [
      'missing, extra and without an id',
      [...right.slice(0, 3), ['x', 0], ['', 1]],
      [
        'candidate id: 1 rows have no id, e.g. ids row 5.',
        'candidate id: 1 held-out rows have no prediction, e.g. ids d.',
        'candidate id: 1 rows were never asked for, e.g. ids x.',
      ],
    ],
  ])('%s', async (_what, rows, expected) => {
    expect(messagesOf(await evaluate(binaryRequest(labels, answers(rows))))).toEqual(expected);
  });

  it('labels that repeat an id', async () => {
    const twice = csv('labels.csv', 'id,y', [...right, ['c', 1]]);

    expect(messagesOf(await evaluate(binaryRequest(twice, answers([...right, ['c', 1]]))))).toEqual([
      'labels.csv id: 1 held-out rows repeat an id, e.g. ids c.',
      'candidate id: 1 rows repeat an id, e.g. ids c.',
    ]);
  });

  it('files of unequal length without ids', async () => {
    const predictions = csv('answers.csv', 'prediction', [[1], [0], [1]]);

    expect(messagesOf(await evaluate(binaryRequest(labels, predictions)))).toEqual([
      'candidate rows: There are 4 held-out rows and 3 rows here; without ids they have to be the same rows in the same order.',
    ]);
  });

  it('no rows at all', async () => {
    expect(messagesOf(await evaluate(binaryRequest(csv('labels.csv', 'id,y', []), answers([]))))).toContain(
      'labels.csv rows: There are no held-out rows.',
    );
  });

  it('whatever happened to a file, only a complete one is evaluated', async () => {
    const line = fc.tuple(fc.constantFrom(...IDS, 'e'), fc.constantFrom(0, 1));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 7 }), async (rows) => {
        const { evaluation, problems } = await evaluate(binaryRequest(labels, answers(rows)));
        const complete = rows.length === 4 && IDS.every((id) => rows.some(([of]) => of === id));

        expect(evaluation !== undefined).toBe(complete);
        expect(problems.length === 0).toBe(complete);
      }),
    );
  });
});
