import { createReadStream, existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  type ByteSource,
  bytesSource,
  examine,
  type Finding,
  readBatches,
  readHeader,
} from '../../packages/evaluation/src/index.ts';
import { ksTest } from '../../packages/evaluation/src/statistics/kolmogorov-smirnov.ts';

/** Folder of the public data sets; one that is not there is skipped. */
const DATA = process.env['MLOPS_DATA_DIR'] ?? '';
const on = (set: string) => (existsSync(join(DATA, set)) ? describe : describe.skip);

function fileSource(path: string): ByteSource {
  return {
    name: path,
    size: statSync(path).size,
    stream: () => createReadStream(path),
    range: async (from, to) => {
      const file = await open(path);
      try {
        const bytes = new Uint8Array(to - from);
        await file.read(bytes, 0, bytes.length, from);
        return bytes;
      } finally {
        await file.close();
      }
    },
  };
}

const source = (...path: readonly string[]) => fileSource(join(DATA, ...path));

type Row = Readonly<Record<string, string>>;

/** The rows of a table that are wanted, as CSV. */
async function rowsOf(
  name: string,
  from: ByteSource,
  wanted: (row: Row, index: number) => boolean,
): Promise<ByteSource> {
  const header = await readHeader([from]);
  const lines = [header.join(',')];
  for await (const { columns, rows, first } of readBatches(
    [from],
    header.map((column) => ({ column, as: 'text' }) as const),
  ))
    for (let row = 0; row < rows; row += 1) {
      const cells = columns.map((column) => (column.kind === 'text' ? (column.values[row] ?? '') : ''));
      if (wanted(Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])), first + row))
        lines.push(cells.map((cell) => (/[",\n]/.test(cell) ? JSON.stringify(cell) : cell)).join(','));
    }
  return bytesSource(`${name}.csv`, `${lines.join('\n')}\n`);
}

async function sorted(from: ByteSource, column: string): Promise<readonly number[]> {
  const values: number[] = [];
  for await (const { columns } of readBatches([from], [{ column, as: 'number' }]))
    if (columns[0]?.kind === 'number') values.push(...columns[0].values);
  return values.sort((a, b) => a - b);
}

interface Roles {
  readonly label: string;
  readonly id?: string;
  readonly roles?: readonly string[];
}

const examined = (train: ByteSource, heldOut: ByteSource | undefined, roles: Roles) =>
  examine({
    training: [{ name: 'train', files: [train], main: true, strict: true }],
    ...(heldOut === undefined ? {} : { heldOut: { name: 'held-out', files: [heldOut] } }),
    ...roles,
    now: 0,
  });

const told = ({ code, severity, column, count }: Finding) => [code, severity, column, count] as const;

on('wine-quality')('wine quality', () => {
  const wine = source('wine-quality', 'wine-quality.csv');

  it('has the 937 repeated rows that are known of it', async () => {
    const { findings, outcome } = await examined(wine, undefined, { label: 'quality' });

    expect({ outcome, findings: findings.map(told) }).toEqual({
      outcome: 'valid',
      findings: [['ROWS_DUPLICATED', 'warning', undefined, 937]],
    });
  });

  it('has as many rows in training as were planted there from the held-out ones', async () => {
    const heldOut = await rowsOf('test', wine, (_, index) => index >= 4600);
    const known = new Set<string>();
    const key = (row: Row) => Object.values(row).join();
    await rowsOf('keys', wine, (row, index) => index >= 4600 && Boolean(known.add(key(row))));
    const clean = (row: Row, index: number) => index < 4600 && !known.has(key(row));
    const honest = await examined(await rowsOf('train', wine, clean), heldOut, { label: 'quality' });
    const planted = await rowsOf('train', wine, (row, index) => clean(row, index) || (index >= 4600 && index < 4625));
    const leaking = await examined(planted, heldOut, { label: 'quality' });

    expect(honest.findings.map(({ code }) => code)).not.toContain('TEST_ROWS_IN_TRAINING');
    expect(leaking.outcome).toBe('invalid');
    expect(leaking.findings[0]).toMatchObject({ code: 'TEST_ROWS_IN_TRAINING', count: 25 });
  });

  it('parts by chance into rows that look alike, and hides no copies of half of those that are held out', async () => {
    const withIds = async (from: ByteSource, prefix: string) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of from.stream()) chunks.push(chunk);
      const [header, ...lines] = Buffer.concat(chunks).toString().trim().split('\n');
      return [`id,${header}`, ...lines.map((line, row) => `${prefix}${row},${line}`)];
    };
    const isHeldOut = (_row: Row, index: number) => (index * 7919) % 101 < 20;
    const heldOut = await withIds(await rowsOf('test', wine, isHeldOut), 'h');
    const training = await withIds(await rowsOf('train', wine, (row, index) => !isHeldOut(row, index)), 't');
    const copies = heldOut.slice(1, heldOut.length / 2).map((line) => `copy-${line}`);
    const leak = async (rows: readonly string[]) => {
      const table = (name: string, text: readonly string[]) => bytesSource(`${name}.csv`, `${text.join('\n')}\n`);
      const { findings } = await examined(table('train', rows), table('test', heldOut), { label: 'quality', id: 'id' });
      return findings.find(({ code }) => code === 'TEST_ROWS_IN_TRAINING');
    };

    expect(await leak(training)).toMatchObject({ severity: 'warning', message: expect.stringContaining('explain') });
    expect(await leak([...training, ...copies])).toMatchObject({ severity: 'error' });
  });
});

on('adult')('adult', () => {
  it('has the missing values that are known of it, in a Parquet file', async () => {
    const { profile } = await examined(source('adult', 'adults.parquet'), undefined, { label: 'class' });
    const missing = profile?.columns.flatMap(({ name, missing: count }) => (count === 0 ? [] : [[name, count]]));

    expect(profile?.rows).toBe(48_842);
    expect(missing).toEqual([
      ['workclass', 2799],
      ['occupation', 2809],
      ['native-country', 857],
    ]);
    expect(JSON.stringify(profile).length).toBeLessThan(50_000);
  });
});

on('nyc-taxi-fares')('taxi fares', () => {
  it('raise no alarm from January to February, whatever a p-value says', async () => {
    const taxi = source('nyc-taxi-fares', 'sample.parquet');
    const month = (number: string) => (row: Row) => row['tpep_pickup_datetime']?.slice(5, 7) === number;
    const [january, february] = [
      await rowsOf('january', taxi, month('01')),
      await rowsOf('february', taxi, month('02')),
    ];
    const { findings, outcome } = await examined(january, february, { label: 'fare_amount' });
    const [before, after] = [await sorted(january, 'trip_distance'), await sorted(february, 'trip_distance')];

    expect({ outcome, findings }).toEqual({ outcome: 'valid', findings: [] });
    expect(ksTest(before, after)?.p).toBeLessThan(0.01);
  });
});

on('elec2')('electricity', () => {
  const elec2 = source('elec2', 'elec2.csv.gz');
  const WINDOW = 1344;
  const changing = ['vicprice', 'vicdemand', 'transfer'];
  const roles = { label: 'label', id: 'row', roles: ['date'] };
  const window = (number: number) =>
    rowsOf(`window${number}`, elec2, (_, index) => Math.floor(index / WINDOW) === number);
  const driftIn = async (number: number) => {
    const { findings } = await examined(await window(0), await window(number), roles);
    return findings.filter(({ column = '' }) => [...changing, 'period'].includes(column)).map(told);
  };

  it.each([1, 6, 11])('keeps its constant columns in window %i', async (number) => {
    expect(await driftIn(number)).toEqual([]);
  });

  it('warns in the window whose last 48 rows have changed, from row 17,424 on', async () => {
    expect(await driftIn(12)).toEqual(changing.map((column) => ['DISTRIBUTION_DRIFTED', 'warning', column, WINDOW]));
  });

  it('has drifted in the next one, in the columns that changed and not in the period', async () => {
    expect(await driftIn(13)).toEqual(changing.map((column) => ['DISTRIBUTION_DRIFTED', 'drift', column, WINDOW]));
  });
});
