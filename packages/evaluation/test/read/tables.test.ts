import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type ByteSource, bytesSource, formatOf, readBatches, readHeader } from '@mlops-actions/evaluation';
import { random } from '../random.ts';
import { inPieces, tableOf } from './table-of.ts';

const A = { a: 'text' } as const;

describe('a table in several files', () => {
  it('is read in their order, whatever their formats and the order of their columns', async () => {
    const files = [
      bytesSource('1.csv', 'a,b\n1,x\n'),
      bytesSource('2.csv.gz', gzipSync('b,a\ny,2\n')),
      bytesSource('3.jsonl', '{"a":3,"b":"z"}'),
    ];

    expect(await tableOf(files, { a: 'text', b: 'category' })).toEqual({ a: ['1', '2', '3'], b: ['x', 'y', 'z'] });
    expect(await readHeader(files)).toEqual(['a', 'b']);
  });

  it('says of every batch which file it comes from, and counts rows through', async () => {
    const batches: unknown[] = [];
    for await (const { file, first, rows } of readBatches(
      [bytesSource('1.csv', 'a\n1\n2\n'), bytesSource('2.csv', 'a\n3\n')],
      [],
    ))
      batches.push({ file, first, rows });

    expect(batches).toEqual([
      { file: '1.csv', first: 0, rows: 2 },
      { file: '2.csv', first: 2, rows: 1 },
    ]);
  });

  it('with other columns is refused by the names of both files', async () => {
    await expect(tableOf([bytesSource('1.csv', 'a,b\n'), bytesSource('2.csv', 'a,c\n')], A)).rejects.toThrow(
      '2.csv:1 Its columns are "a", "c"; those of 1.csv are "a", "b". Files of one table have the same.',
    );
  });
});

describe('a table that is refused', () => {
  it.each(['data.txt', 'data', 'data.parquet.gz', 'data.csv.zip', 'data.json', 'csv', '.constructor'])(
    '%s has no format',
    async (name) => {
      expect(formatOf(name)).toBeUndefined();
      await expect(tableOf(bytesSource(name, 'a\n1\n'), A)).rejects.toThrow(
        `${name} The name tells no format that can be read: .csv`,
      );
    },
  );

  it('no files', async () => {
    await expect(tableOf([], A)).rejects.toThrow('There is no file to read.');
    await expect(readHeader([])).rejects.toThrow('There is no file to read.');
  });

  it('more rows than it may have, never a part of it', async () => {
    const rows = async (count: number) => {
      for await (const _ of readBatches([bytesSource('a.csv', `a\n${'1\n'.repeat(count)}`)], [], { maxRows: 5000 }));
    };

    await rows(5000);
    await expect(rows(5001)).rejects.toThrow('a.csv There are more than 5000 rows.');
  });

  it.each([
    ['no gzip at all', Buffer.from('a\n1\n'), 'a.csv.gz This file is not what its name says: incorrect header check.'],
    [
      'gzip that ends early',
      gzipSync('a\n1\n'.repeat(999)).subarray(0, 20),
      'a.csv.gz This file is not what its name says: unexpected end of file.',
    ],
  ])('%s', async (_what, content, message) => {
    await expect(tableOf(bytesSource('a.csv.gz', content), A)).rejects.toThrow(message);
  });

  it.each([
    ['a list', '[{"a":1}]', 'A row is a JSON object; this line holds something else.'],
    ['half an object', '{"a":', 'This line is no JSON'],
  ])('a line of JSON that is %s', async (_what, line, message) => {
    await expect(tableOf(bytesSource('a.jsonl', `{"a":1}\n${line}\n`), A)).rejects.toMatchObject({
      problems: [{ file: 'a.jsonl', line: 2, path: 'json', message: expect.stringContaining(message) }],
    });
  });

  it('Parquet without ranges', async () => {
    await expect(tableOf(inPieces('a.parquet', 'PAR1', [1]), A)).rejects.toThrow('this source is a stream only');
  });

  it('a column that none of the first rows of JSON Lines names, however the bytes arrive', async () => {
    const late = `${'{"b":1}\n'.repeat(999)}{"a":1}\n`;
    const later = `${'{"b":1}\n'.repeat(1000)}{"a":1}\n`;

    for (const sizes of [[7], [100_000]]) {
      expect((await tableOf(inPieces('a.jsonl', late, sizes), A))['a']?.at(-1)).toBe('1');
      await expect(tableOf(inPieces('a.jsonl', later, sizes), A)).rejects.toThrow(
        'a.jsonl There is no column "a"; there are "b".',
      );
    }
  });
});

describe('the stream behind a table', () => {
  const failing = (name: string): ByteSource => ({
    name,
    size: 10,
    // biome-ignore lint/correctness/useYield: it fails before its first byte
    async *stream() {
      throw new RangeError('the network is gone');
    },
    range: async () => {
      throw new RangeError('the network is gone');
    },
  });

  it.each(['a.csv', 'a.csv.gz', 'a.jsonl', 'a.out', 'a.parquet'])('fails as it fails, for %s', async (name) => {
    await expect(tableOf(failing(name), A)).rejects.toThrow(new RangeError('the network is gone'));
  });

  it.each([
    ['the header', async (source: ByteSource) => void (await readHeader([source]))],
    ['the first rows', async (source: ByteSource) => void (await readBatches([source], []).next())],
    ['the end', async (source: ByteSource) => void (await tableOf(source, A))],
    ['a mistake', async (source: ByteSource) => void (await tableOf(source, { none: 'text' }).catch(() => undefined))],
  ])('is closed after %s', async (_what, read) => {
    let open = 0;
    const source: ByteSource = {
      name: 'a.csv',
      async *stream() {
        open += 1;
        try {
          for (let chunk = 0; chunk < 5; chunk += 1)
            yield new TextEncoder().encode(`${chunk === 0 ? 'a\n' : ''}${'1\n'.repeat(5000)}`);
        } finally {
          open -= 1;
        }
      },
    };

    await read(source);

    // The first rows were taken from a reader that is still open.
    expect(open).toBe(_what === 'the first rows' ? 1 : 0);
  });

  it('is read no further than it is asked for', async () => {
    const next = random(1);
    const gzipped = gzipSync(`a\n${Array.from({ length: 100_000 }, () => next()).join('\n')}`);
    let taken = 0;
    const source: ByteSource = {
      name: 'a.csv.gz',
      async *stream() {
        for (let at = 0; at < gzipped.length; at += 100) {
          taken = at;
          yield gzipped.subarray(at, at + 100);
        }
      },
    };

    for await (const _ of readBatches([source], [])) break;

    expect(taken).toBeLessThan(gzipped.length / 2);
  });
});

it('Parquet is read by its footer and by the columns that are asked for', async () => {
  const bytes = await readFile(new URL('fixtures/none.parquet', import.meta.url));
  const whole = bytesSource('none.parquet', bytes);
  const ranges: (readonly [number, number])[] = [];
  const source: ByteSource = {
    ...whole,
    range: async (from, to) => {
      ranges.push([from, to]);
      return bytes.subarray(from, to);
    },
  };

  await tableOf(source, { amount: 'number' });

  const [, ...columns] = ranges;
  expect(columns.reduce((sum, [from, to]) => sum + to - from, 0)).toBeLessThan(200);
});
