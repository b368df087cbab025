import { expect, test } from '@jest/globals';
import { readPage } from './pages.ts';

interface Promised {
  readonly id: string;
  readonly state: string;
  readonly keeper: string;
}

const page = readPage('docs/promises.md');
const rows: readonly Promised[] = [...page.matchAll(/^\| (\d+\.\d+) +\|.*$/gm)].map(([row]) => {
  const [, id = '', , state = '', keeper = ''] = row.split('|').map((cell) => cell.trim());
  return { id, state, keeper };
});

/** How many promises each founding document makes. */
const COUNTS = { '0': 18, '1': 6, '2': 37, '3': 17, '4': 24 };

test('every promise has one row with a state', () => {
  const expected = Object.entries(COUNTS).flatMap(([document, count]) =>
    Array.from({ length: count }, (_, index) => `${document}.${index + 1}`),
  );

  expect(rows.map(({ id }) => id)).toEqual(expected);
  expect(rows.filter(({ state }) => !['kept', 'part', 'not yet'].includes(state))).toEqual([]);
});

test('a kept promise names what keeps it', () => {
  expect(rows.filter(({ state, keeper }) => state === 'kept' && keeper === '')).toEqual([]);
});

test('the sum on top is the sum of the rows', () => {
  const count = (state: string) => rows.filter((row) => row.state === state).length;

  expect(page).toContain(
    `Of ${rows.length} promises ${count('kept')} are kept, ${count('part')} in part, ${count('not yet')} not yet.`,
  );
});
