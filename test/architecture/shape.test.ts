import { expect, test } from '@jest/globals';
import { partOf, readSources } from './sources.ts';

const MOST_LINES = 350;
const MEDIAN_LINES = 90;

const sources = readSources();

test('no source file is longer than 350 lines, and half of them are short', () => {
  process.stdout.write(`${table()}\n`);

  expect(sources.filter(({ lines }) => lines > MOST_LINES).map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
  expect(medianOf(sources.map(({ lines }) => lines))).toBeLessThanOrEqual(MEDIAN_LINES);
});

test('main.ts of every action holds no logic', () => {
  const entries = sources.filter(({ file }) => /^(actions\/[^/]+|train|serve)\/src\/main\.ts$/.test(file));

  expect(entries.length).toBeGreaterThan(0);
  expect(entries.filter(({ lines }) => lines > 10).map(({ file, lines }) => `${file}: ${lines}`)).toEqual([]);
});

/** What the reviewer of a change looks at: per part the number of files, and the median and the longest in lines. */
function table(): string {
  const rows = [...Map.groupBy(sources, ({ file }) => partOf(file))].map(([part, files]) => {
    const lines = files.map((file) => file.lines);
    return `${part.padEnd(16)} ${shown(files.length)} files, median ${shown(medianOf(lines))}, longest ${shown(Math.max(...lines))} lines`;
  });
  return rows.join('\n');
}

const shown = (value: number): string => String(value).padStart(3);

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
