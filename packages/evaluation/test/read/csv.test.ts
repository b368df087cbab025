import { describe, expect, it } from '@jest/globals';
import { bytesSource, readBatches } from '@mlops-actions/evaluation';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { inPieces, tableOf } from './table-of.ts';

const ONE_BYTE = [1];
const AB = { a: 'text', b: 'text' } as const;

describe('CSV', () => {
  it.each([
    ['a quoted line end', 'a,b\n"1\n2",3\n', ['1\n2'], ['3']],
    ['quotes within quotes', 'a,b\n"say ""hi""",""""\n', ['say "hi"'], ['"']],
    ['a quoted comma', 'a,b\n"1,2",3\n', ['1,2'], ['3']],
    ['a quoted header', '"a","b"\n1,2\n', ['1'], ['2']],
    ['CRLF', 'a,b\r\n1,2\r\n', ['1'], ['2']],
    ['CRLF behind a quoted cell', 'a,b\r\n1,"2"\r\n', ['1'], ['2']],
    ['a lone carriage return inside a cell', 'a,b\n1\r2,3\n', ['1\r2'], ['3']],
    ['no line end at the end', 'a,b\n1,2', ['1'], ['2']],
    ['a quoted cell at the end', 'a,b\n1,"2"', ['1'], ['2']],
    ['empty lines', '\n\r\na,b\n\n1,2\r\n\r\n3,4\n\n', ['1', '3'], ['2', '4']],
    ['empty cells', 'a,b\n,\n"",\n', [null, null], [null, null]],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', ['1'], ['2']],
    ['a byte order mark before a quote', '\uFEFF"a",b\n1,2\n', ['1'], ['2']],
    ['text beyond ASCII', 'a,b\nüñ,😀\n', ['üñ'], ['😀']],
    ['columns that nobody asks for', 'x,a,"y",b,z\n"1\n""",2,,3,"4"\n', ['2'], ['3']],
    ['a header only', 'a,b', [], []],
  ])('%s, however the bytes arrive', async (_what, text, a, b) => {
    expect(await tableOf(bytesSource('t.csv', text), AB)).toEqual({ a, b });
    expect(await tableOf(inPieces('t.csv', text, ONE_BYTE), AB)).toEqual({ a, b });
    expect(await tableOf(inPieces('t.csv', text, [2, 3, 5]), AB)).toEqual({ a, b });
  });

  it.each([
    ['no bytes', '', 't.csv This file is empty; a table begins with the names of its columns.'],
    ['only empty lines', '\n\r\n', 't.csv This file is empty; a table begins with the names of its columns.'],
    ['a short row', 'a,b\n1,2\n3\n', 't.csv:3 This row has 1 cells; the header has 2.'],
    ['a long row', 'a,b\n"x\ny",2\n3,4,5\n', 't.csv:4 This row has 3 cells; the header has 2.'],
    ['an open quote', 'a,b\n1,2\n3,"4\n5,6\n', 't.csv:3 A quote of this row is never closed.'],
    ['an open quote in the header', 'a,"b\n1,2\n', 't.csv:1 A quote of this row is never closed.'],
    ['text behind a quote', 'a,b\n"1"2,3\n', 't.csv:2 Text follows the closing quote of a cell.'],
    ['a quote inside a cell', 'a,b\n1"2,3\n', 't.csv:2 A quote stands inside a cell that does not begin with one.'],
    ['a name that stands twice', 'a,b,a\n', 't.csv:1 The header names "a" more than once.'],
    ['a missing column', 'a,c\n', 't.csv There is no column "b"; there are "a", "c".'],
    [
      'semicolons',
      'a;b\n',
      't.csv There is no column "a"; there are "a;b". Cells are separated by commas, not by ";".',
    ],
    [
      'other bytes than UTF-8',
      Uint8Array.of(97, 44, 98, 10, 49, 44, 0xfc, 10),
      't.csv Row 1 of the table holds bytes that are not UTF-8.',
    ],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 97, 0, 44, 0, 98, 0, 10, 0), 't.csv:1 This file is not UTF-8.'],
  ])('%s is a problem with its place', async (_what, content, message) => {
    for (const source of [bytesSource('t.csv', content), inPieces('t.csv', content, ONE_BYTE)])
      await expect(tableOf(source, AB)).rejects.toMatchObject({
        name: 'TableUnreadable',
        message: expect.stringMatching(new RegExp(`^${escaped(message)}(\n|$)`)),
      });
  });

  it('all missing columns are told at once, and all rows of a wrong width that were read, up to five', async () => {
    await expect(tableOf(bytesSource('t.csv', 'x,y\n'), AB)).rejects.toMatchObject({
      problems: [{ path: 'a' }, { path: 'b' }],
    });
    const lines = ['a,b', ...Array.from({ length: 9 }, () => '1,2,3')].join('\n');
    await expect(tableOf(bytesSource('t.csv', lines), AB)).rejects.toMatchObject({
      problems: [2, 3, 4, 5, 6].map((line) => ({ line, path: 'csv' })),
    });
  });

  it('an optional column that is not there is missing in every row', async () => {
    const batches = readBatches([bytesSource('t.csv', 'a\n1\n')], [{ column: 'b', as: 'category', optional: true }]);

    expect((await batches.next()).value?.columns).toMatchObject([{ kind: 'category', codes: Uint32Array.of(0) }]);
  });

  it('rows are counted when no column is asked for', async () => {
    const rows: number[] = [];
    for await (const batch of readBatches([bytesSource('t.csv', `a\n${'1\n'.repeat(10_000)}`)], []))
      rows.push(batch.rows);

    expect(rows).toEqual([4096, 4096, 1808]);
  });

  it('a row may be far longer than the pieces it arrives in', async () => {
    const long = 'x'.repeat(1_000_000);

    expect(await tableOf(inPieces('t.csv', `a,b\n"${long}",1\n`, [1000]), AB)).toEqual({ a: [long], b: ['1'] });
  });

  it('reads what csv-parse reads', async () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'ü', '1', ' ', '"', ',', '\n', '\r', '😀'), maxLength: 6 }),
      fc.double({ noNaN: true }).map(String),
    );
    const written = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
        async (rows, end, closed, sizes) => {
          const text =
            [['a', 'b', 'c'], ...rows].map((row) => row.map(written).join(',')).join(end) + (closed ? end : '');
          const expected = parse(text, { columns: true, skip_empty_lines: true }) as { a: string; c: string }[];
          const isNothing = (value: string) => value.trim() === '';
          const table = await tableOf(inPieces('t.csv', text, sizes), { a: 'text', c: 'text' });

          expect(table['a']).toEqual(expected.map(({ a }) => (isNothing(a) ? null : a)));
          expect(table['c']).toEqual(expected.map(({ c }) => (isNothing(c) ? null : c)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('numbers the names of a category in the order they turn up, in all batches alike', async () => {
    const names = Array.from({ length: 9000 }, (_, row) => `name ${row % 700}`);
    const seen: (string | undefined)[] = [];
    for await (const { columns } of readBatches(
      [bytesSource('t.csv', `a\n${names.join('\n')}\n`)],
      [{ column: 'a', as: 'category' }],
    ))
      for (const column of columns)
        if (column.kind === 'category') for (const code of column.codes) seen.push(column.names[code]);

    expect(seen).toEqual(names);
  });
});

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
