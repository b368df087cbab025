import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { type ByteSource, bytesSource, readHeader } from '@mlops-actions/evaluation';
import { tableOf } from './table-of.ts';

const CSV = [
  'id,amount,price,flag,region,at,day,user.age,unread',
  '1,0.5,0.30,true,north,2026-01-02T03:04:05.678Z,2026-01-02,41,',
  '2,-3,-12.30,false,süd,2026-01-02T03:04:05.678Z,2026-01-02,17,',
  '3,1e-7,0.00,true,north,2026-01-02T03:04:05.678Z,2026-01-02,,',
  '4,,,,,2026-01-02T03:04:05.678Z,2026-01-02,,',
  '9007199254740993,NaN,99999999.99,false,,,,90,',
].join('\n');

const AT = '"at":"2026-01-02T03:04:05.678Z","day":"2026-01-02"';
const JSONL = [
  `{"id":1,"amount":0.5,"price":"0.30","flag":true,"region":"north",${AT},"user":{"age":41}}`,
  `{"id":2,"amount":-3,"price":"-12.30","flag":false,"region":"süd",${AT},"user":{"age":17}}`,
  `{"id":3,"amount":1e-7,"price":"0.00","flag":true,"region":"north",${AT},"user":{"age":null}}`,
  `{"id":4,"amount":null,"price":null,"flag":null,"region":null,${AT},"user":null}`,
  `{"id":"9007199254740993","amount":"NaN","price":"99999999.99","flag":false,"region":"","user":{"age":90}}`,
].join('\n');

const AT_EVERY = '2026-01-02T03:04:05.678Z';
const ROWS = {
  id: ['1', '2', '3', '4', '9007199254740993'],
  amount: [0.5, -3, 1e-7, null, null],
  price: [0.3, -12.3, 0, null, 99999999.99],
  flag: ['true', 'false', 'true', null, 'false'],
  region: ['north', 'süd', 'north', null, null],
  at: [AT_EVERY, AT_EVERY, AT_EVERY, AT_EVERY, null],
  day: ['2026-01-02', '2026-01-02', '2026-01-02', '2026-01-02', null],
  'user.age': [41, 17, null, null, 90],
};
const KINDS = {
  id: 'text',
  amount: 'number',
  price: 'number',
  flag: 'category',
  region: 'category',
  at: 'text',
  day: 'text',
  'user.age': 'number',
} as const;

const fixture = async (name: string): Promise<ByteSource> =>
  bytesSource(name, await readFile(new URL(`fixtures/${name}`, import.meta.url)));

/** Where the first page of the file says how many values it holds. */
const VALUES_OF_FIRST_PAGE = 44;

describe('the same rows read the same', () => {
  it.each([
    ['CSV', 'rows.csv', CSV],
    ['CSV with CRLF and a byte order mark', 'rows.CSV', `\uFEFF${CSV.replaceAll('\n', '\r\n')}\r\n`],
    ['compressed CSV', 'rows.csv.gz', gzipSync(CSV)],
    [
      'compressed CSV in two members',
      'rows.csv.gz',
      Buffer.concat([gzipSync(CSV.slice(0, 99)), gzipSync(CSV.slice(99))]),
    ],
    ['JSON Lines', 'rows.jsonl', JSONL],
    ['JSON Lines under their other name', 'rows.ndjson', `${JSONL}\n`],
    ['compressed JSON Lines', 'rows.jsonl.gz', gzipSync(JSONL)],
    ['batch transform', 'rows.csv.out', JSONL],
  ])('from %s', async (_what, name, content) => {
    expect(await tableOf(bytesSource(name, content), KINDS)).toEqual(ROWS);
  });

  it.each(['none', 'snappy', 'gzip', 'brotli', 'zstd', 'groups', 'pages'])('from Parquet, %s', async (name) => {
    const source = await fixture(`${name}.parquet`);

    expect(await tableOf(source, KINDS)).toEqual(ROWS);
    expect(await readHeader([source])).toEqual([
      'id',
      'amount',
      'price',
      'flag',
      'region',
      'at',
      'day',
      'user',
      'user.age',
      'unread',
    ]);
  });

  it('from Parquet as text too, decimals with all their places', async () => {
    expect(
      await tableOf(await fixture('snappy.parquet'), { price: 'text', amount: 'category', unread: 'text' }),
    ).toEqual({
      price: ['0.30', '-12.30', '0.00', null, '99999999.99'],
      amount: ['0.5', '-3', '1e-7', null, null],
      unread: ['["a"]', '[]', null, '["b","c"]', '["d"]'],
    });
  });

  it('and a codec that is not read is named', async () => {
    await expect(tableOf(await fixture('lz4.parquet'), KINDS)).rejects.toThrow(
      'lz4.parquet This file cannot be read as Parquet: parquet unsupported compression codec: LZ4',
    );
  });

  it('and a column whose pages hold fewer rows than their group is refused, not filled up', async () => {
    const bytes = await readFile(new URL('fixtures/groups.parquet', import.meta.url));
    bytes[VALUES_OF_FIRST_PAGE] = (bytes[VALUES_OF_FIRST_PAGE] ?? 0) ^ 4;

    await expect(tableOf(bytesSource('groups.parquet', bytes), KINDS)).rejects.toThrow(
      'groups.parquet This file cannot be read as Parquet: column id ends after 0 of 2 values.',
    );
  });

  it('a column may be asked for in several ways', async () => {
    const source = bytesSource('rows.csv', 'x\n1.0\n+2\n');
    const both: unknown[] = [];
    const { readBatches } = await import('@mlops-actions/evaluation');
    for await (const { columns } of readBatches(
      [source],
      [
        { column: 'x', as: 'number' },
        { column: 'x', as: 'text' },
      ],
    ))
      both.push(...columns.map((column) => [...(column.kind === 'category' ? [] : column.values)]));

    expect(both).toEqual([
      [1, 2],
      ['1.0', '+2'],
    ]);
  });
});

describe('one table of coercion', () => {
  it.each([
    ['12', 12, '12', '12'],
    [' 12 ', 12, '12', ' 12 '],
    ['+1.50', 1.5, '+1.50', '+1.50'],
    ['.5', 0.5, '.5', '.5'],
    ['5.', 5, '5.', '5.'],
    ['-1E+3', -1000, '-1E+3', '-1E+3'],
    ['1e999', 'invalid', '1e999', '1e999'],
    ['0x10', 'invalid', '0x10', '0x10'],
    ['Infinity', 'invalid', 'Infinity', 'Infinity'],
    ['1,5', 'invalid', '1,5', '1,5'],
    ['1_000', 'invalid', '1_000', '1_000'],
    ['1 000', 'invalid', '1 000', '1 000'],
    ['true', 'invalid', 'true', 'true'],
    ['-', 'invalid', '-', '-'],
    ['.', 'invalid', '.', '.'],
    ['', null, null, null],
    ['  ', null, null, null],
    ['NaN', null, null, null],
    [' nan ', null, null, null],
    ['\u00a0', null, null, null],
    ['null', 'invalid', 'null', 'null'],
    ['NA', 'invalid', 'NA', 'NA'],
    ['\u00a0ü\u00a0', 'invalid', 'ü', '\u00a0ü\u00a0'],
  ])('%j', async (cell, number, category, text) => {
    const line = JSON.stringify({ n: cell, c: cell, t: cell });
    const quoted = `"${cell}"`;
    const kinds = { n: 'number', c: 'category', t: 'text' } as const;
    const expected = { n: [number], c: [category], t: [text] };

    expect(await tableOf(bytesSource('a.csv', `n,c,t\n${quoted},${quoted},${quoted}\n`), kinds)).toEqual(expected);
    expect(await tableOf(bytesSource('a.jsonl', line), kinds)).toEqual(expected);
  });

  it('typed values of JSON', async () => {
    const rows = '{"v":true}\n{"v":1.50}\n{"v":[1,2]}\n{"v":{"a":1}}\n{"v":null}\n{}';

    expect(await tableOf(bytesSource('a.jsonl', rows), { v: 'number' })).toEqual({
      v: ['invalid', 1.5, 'invalid', 'invalid', null, null],
    });
    expect(await tableOf(bytesSource('a.jsonl', rows), { v: 'category' })).toEqual({
      v: ['true', '1.5', '[1,2]', '{"a":1}', null, null],
    });
  });
});
