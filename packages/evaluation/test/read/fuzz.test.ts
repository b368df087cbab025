import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, it } from '@jest/globals';
import { bytesSource, TableUnreadable } from '@mlops-actions/evaluation';
import fc from 'fast-check';
import { inPieces, tableOf } from './table-of.ts';

const KINDS = { id: 'text', amount: 'number', region: 'category' } as const;
const RUNS = 1250;

/** Batches, or problems that name the file; nothing else. */
async function readOrRefused(read: () => Promise<unknown>, name: string): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { file, message } of error.problems) {
      expect(file).toBe(name);
      expect(message).toMatch(/^[A-Z].*\.$/s);
    }
  }
}

const pieces = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 });

it('any text is a table or is refused with a reason', async () => {
  const words = [
    'id',
    'amount',
    'region',
    ',',
    '\n',
    '\r\n',
    '"',
    '""',
    '1.5',
    ' ',
    'ü',
    '\u0000',
    '{',
    '}',
    ':',
    '"id":1',
    '[',
    '\uFEFF',
  ];
  const text = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(''));
  const name = fc.constantFrom('t.csv', 't.jsonl', 't.out');
  await fc.assert(
    fc.asyncProperty(text, name, fc.boolean(), pieces, async (body, file, headed, sizes) => {
      const content = headed ? `id,amount,region\n${body}` : body;
      await readOrRefused(() => tableOf(inPieces(file, content, sizes), KINDS), file);
    }),
    { numRuns: 2 * RUNS },
  );
});

it('any bytes are a table or are refused with a reason', async () => {
  const name = fc.constantFrom('t.csv', 't.jsonl', 't.out', 't.csv.gz', 't.parquet');
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), name, fc.boolean(), async (bytes, file, packed) => {
      const content = packed && file.endsWith('.gz') ? gzipSync(bytes) : bytes;
      await readOrRefused(() => tableOf(bytesSource(file, content), KINDS), file);
    }),
    { numRuns: RUNS },
  );
});

it('a Parquet file with any bytes changed is a table or is refused with a reason', async () => {
  const whole = await Promise.all(
    ['snappy', 'zstd', 'groups', 'pages'].map((name) => readFile(new URL(`fixtures/${name}.parquet`, import.meta.url))),
  );
  const change = fc.tuple(fc.nat({ max: 6000 }), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      async (file, changes) => {
        const bytes = new Uint8Array(file);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await readOrRefused(() => tableOf(bytesSource('t.parquet', bytes), KINDS), 't.parquet');
      },
    ),
    { numRuns: RUNS },
  );
});
