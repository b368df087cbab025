import { describe, expect, it } from '@jest/globals';
import { bytesSource, readHeader } from '@mlops-actions/evaluation';
import { inPieces, tableOf } from './table-of.ts';

const RESULT = { prediction: 'category', score: 'number' } as const;
const base64 = (text: string) => Buffer.from(text).toString('base64');

interface Side {
  readonly data: unknown;
  readonly encoding: 'CSV' | 'JSON' | 'BASE64';
  readonly observedContentType?: string;
}

const capture = (input: Side | undefined, output: Side, ids: object = { eventId: 'e1' }) =>
  JSON.stringify({
    captureData: { ...(input === undefined ? {} : { endpointInput: input }), endpointOutput: output },
    eventMetadata: { ...ids, inferenceTime: '2026-11-01T10:00:00Z' },
    eventVersion: '0',
  });

describe('the output of batch transform', () => {
  it.each([
    ['a prediction per line', '1\n0\n', ['1', '0'], undefined],
    ['a prediction and its score', '1,0.9\n0,0.2', ['1', '0'], [0.9, 0.2]],
    ['texts as predictions', '"yes"\nno\n', ['yes', 'no'], undefined],
    ['a header of its own', 'score,prediction\n0.9,1\n', ['1'], [0.9]],
    ['input joined in front', '34,north,1\n12,south,0\n', ['1', '0'], undefined],
    ['JSON lines', '{"prediction":1,"score":0.9}\n{"prediction":"0","score":0.2}\n', ['1', '0'], [0.9, 0.2]],
    ['JSON lines of lists', '[1, 0.9]\n[0, 0.2]\n', ['1', '0'], [0.9, 0.2]],
    [
      'several results per line',
      '{"predictions":[{"prediction":1,"score":0.9},{"prediction":0,"score":0.2}]}',
      ['1', '0'],
      [0.9, 0.2],
    ],
    ['JSON joined with an object', '{"age":34,"SageMakerOutput":{"prediction":1,"score":0.9}}', ['1'], [0.9]],
    ['JSON joined with a list', '{"SageMakerInput":[34],"SageMakerOutput":[1,0.9]}', ['1'], [0.9]],
  ])('%s', async (_what, text, prediction, score) => {
    const kinds = score === undefined ? { prediction: 'category' as const } : RESULT;

    for (const source of [bytesSource('part.csv.out', text), inPieces('part.csv.out', text, [1])])
      expect(await tableOf(source, kinds)).toEqual({ prediction, ...(score === undefined ? {} : { score }) });
  });

  it('keeps the joined input beside it', async () => {
    const joined = '{"id":"a","user":{"age":34},"SageMakerOutput":{"prediction":1,"score":0.9}}';

    expect(
      await tableOf(bytesSource('x.out', joined), { id: 'text', 'user.age': 'number', prediction: 'category' }),
    ).toEqual({
      id: ['a'],
      'user.age': [34],
      prediction: ['1'],
    });
    expect(await readHeader([bytesSource('x.out', '34,north,1\n')])).toEqual(['0', '1', 'prediction']);
  });

  it.each([
    ['nothing', '', 'x.out This file is empty; batch transform wrote no result.'],
    ['rows of different widths', '1,0.9\n1\n', 'x.out:2 This row has 1 cells; the header has 2.'],
    ['half a line', '{"prediction":1}\n{"predic', 'x.out:2 This line is no JSON'],
  ])('%s is a problem', async (_what, text, message) => {
    await expect(tableOf(bytesSource('x.out', text), { prediction: 'category' })).rejects.toThrow(message);
  });
});

describe('data capture', () => {
  const json = (data: unknown): Side => ({
    data: JSON.stringify(data),
    encoding: 'JSON',
    observedContentType: 'application/json',
  });

  it.each([
    ['JSON', capture(json({ age: 34 }), json({ prediction: 1, score: 0.9 }))],
    [
      'CSV',
      capture({ data: '34', encoding: 'CSV' }, { data: '1,0.9\n', encoding: 'CSV', observedContentType: 'text/csv' }),
    ],
    [
      'base64 of JSON',
      capture(json({ age: 34 }), {
        data: base64('[1,0.9]'),
        encoding: 'BASE64',
        observedContentType: 'application/json',
      }),
    ],
    [
      'base64 of CSV',
      capture(undefined, { data: base64('1,0.9'), encoding: 'BASE64', observedContentType: 'text/csv' }),
    ],
  ])('of %s is a row with its ids', async (_what, line) => {
    expect(await tableOf(bytesSource('c.jsonl', line), { id: 'text', time: 'text', ...RESULT })).toEqual({
      id: ['e1'],
      time: ['2026-11-01T10:00:00Z'],
      prediction: ['1'],
      score: [0.9],
    });
  });

  it('a request of several rows is as many rows', async () => {
    const instances = json({ instances: [{ age: 34 }, { age: 12 }] });
    const predictions = json({
      predictions: [
        { prediction: 1, score: 0.9 },
        { prediction: 0, score: 0.2 },
      ],
    });
    const rows = { id: ['i/0', 'i/1'], 'input.age': [34, 12], prediction: ['1', '0'], score: [0.9, 0.2] };
    const kinds = { id: 'text', 'input.age': 'number', ...RESULT } as const;
    const ids = { eventId: 'e', inferenceId: 'i' };

    expect(await tableOf(bytesSource('c.jsonl', capture(instances, predictions, ids)), kinds)).toEqual(rows);
    expect(
      await tableOf(bytesSource('c.jsonl', capture(instances, json([1, 0]), ids)), {
        id: 'text',
        prediction: 'category',
      }),
    ).toEqual({ id: ['i/0', 'i/1'], prediction: ['1', '0'] });
  });

  it.each([
    ['no JSON', { data: '{', encoding: 'JSON' as const }, 'Of the captured output, the payload is no JSON'],
    [
      'no base64',
      { data: '%', encoding: 'BASE64' as const },
      'Of the captured output, the payload is no base64 of UTF-8 text',
    ],
    ['no CSV', { data: '"', encoding: 'CSV' as const }, 'Of the captured output, the payload is no CSV'],
  ])('a payload that is %s is a problem of its line', async (_what, output, message) => {
    await expect(
      tableOf(bytesSource('c.jsonl', `\n${capture(undefined, output)}`), { id: 'text' }),
    ).rejects.toMatchObject({
      problems: [{ line: 2, path: 'json', message: expect.stringContaining(message) }],
    });
  });
});

it('ground truth is an id and a label', async () => {
  const line = '{"groundTruthData":{"data":"1","encoding":"CSV"},"eventMetadata":{"eventId":"i"},"eventVersion":"0"}';

  expect(await tableOf(bytesSource('g.jsonl', `${line}\n${line}`), { id: 'text', label: 'category' })).toEqual({
    id: ['i', 'i'],
    label: ['1', '1'],
  });
});
