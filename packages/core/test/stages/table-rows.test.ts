import { describe, expect, it } from '@jest/globals';
import { type ByteSource, bytesSource, TableUnreadable } from '@mlops-actions/evaluation';
import { openRows } from '../../src/stages/table-rows.ts';

const encoded = (text: string) => new TextEncoder().encode(text);

/** A file that comes in pieces of some bytes each. */
const inPieces = (content: Uint8Array, bytes: number): ByteSource => ({
  name: 't.csv',
  async *stream() {
    for (let from = 0; from < content.length; from += bytes) yield content.subarray(from, from + bytes);
  },
});

async function read(source: ByteSource) {
  const { header, rows } = await openRows(source);
  const all = [header];
  for await (const some of rows) all.push(...some);
  return all;
}

const problemsOf = (source: ByteSource) =>
  read(source).catch((error: unknown) => (error instanceof TableUnreadable ? error.problems : error));

describe('rows of a CSV file', () => {
  describe.each(['\n', '\r\n'])('with lines that end in %j', (end) => {
    it.each([1, 2, 7, 1000])('are the same in pieces of %d bytes, with their bytes and their lines', async (bytes) => {
      const lines = ['\uFEFFid,x', '', 'a,"1"', 'b,"two', 'lines"', '', '', 'ü,€', ''];

      expect(await read(inPieces(encoded(lines.join(end)), bytes))).toEqual([
        { cells: ['id', 'x'], raw: 'id,x', line: 1 },
        { cells: ['a', '1'], raw: 'a,"1"', line: 3 },
        { cells: ['b', `two${end}lines`], raw: `b,"two${end}lines"`, line: 4 },
        { cells: ['ü', '€'], raw: 'ü,€', line: 8 },
      ]);
    });
  });

  it('are all there when there are many', async () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `${row},${'x'.repeat(row % 50)}`);
    const found = await read(inPieces(encoded(`id,x\n${rows.join('\n')}`), 4096));

    expect(found.slice(1).map(({ raw }) => raw)).toEqual(rows);
  });

  it.each([
    ['a row of another width', 'id,x\na,1\nb\n', { line: 3, message: 'This row has 1 cells; the header has 2.' }],
    [
      'a quote that nothing closes',
      'id,x\na,1\nb,"1\n',
      { line: 3, message: expect.stringContaining('Quote Not Closed') },
    ],
    ['a quote inside a cell', 'id,x\na,1\nb,1"\nc,2\n', { line: 3, message: expect.stringContaining('Quote') }],
    ['nothing', '', { message: 'The file is empty.' }],
  ])('cannot be read with %s', async (_what, text, problem) => {
    for (const bytes of [1, 1000])
      expect(await problemsOf(inPieces(encoded(text), bytes))).toEqual([expect.objectContaining(problem)]);
  });

  it.each(['mallory"x', '"mallory"x'])('cannot be read with %s, of which nothing is told', async (cell) => {
    const problems = await problemsOf(inPieces(encoded(`id,x\n${cell},1\n`), 1000));

    expect(problems).toMatchObject([{ line: 2, message: expect.stringMatching(/^Invalid .* Quote: [^"]*$/) }]);
    expect(JSON.stringify(problems)).not.toContain('mallory');
  });

  it.each([3, 1000])('cannot be read with bytes that are no text, in pieces of %d bytes', async (bytes) => {
    const content = Buffer.concat([encoded('id,x\na,ü\nb,'), new Uint8Array([0xfc]), encoded('\nc,1\n')]);

    expect(await problemsOf(inPieces(content, bytes))).toEqual([
      { file: 't.csv', path: 'csv', line: 3, message: 'This line is not UTF-8; save the file in that encoding.' },
    ]);
  });
});

it('rows of another format are what CSV would have', async () => {
  expect(await read(bytesSource('t.jsonl', '{"id":"a","x":"1,5"}\n{"id":"b","x":null}\n'))).toEqual([
    { cells: ['id', 'x'], raw: 'id,x' },
    { cells: ['a', '1,5'], raw: 'a,"1,5"' },
    { cells: ['b', ''], raw: 'b,' },
  ]);
});
