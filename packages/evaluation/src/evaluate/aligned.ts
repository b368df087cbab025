import type { Problem } from '../problem.ts';
import { type Feed, feedOf, type Piece } from './feed.ts';
import type { Plan } from './plan.ts';

/** The labels and every source without ids, as one feed. */
export interface Aligned extends Feed {
  /** After the last row: files of unequal length. */
  problems(): Promise<readonly Problem[]>;
}

/** Sources without ids answer in the order of the labels. */
export function alignedFeed(plan: Plan): Aligned {
  const sources = plan.sources.map((source, index) => ({ source, index }));
  const together = sources.filter(({ source, index }) => index === 0 || source.id === undefined);
  const feeds = together.map(({ index }) => feedOf(plan, index));
  const [labels] = feeds;
  return {
    ready: async () => Math.min(...(await Promise.all(feeds.map((feed) => feed.ready())))),
    take: (rows) => merged(feeds.map((feed) => feed.take(rows))),
    id: (row) => labels?.id(row),
    taken: () => labels?.taken() ?? 0,
    close: async () => void (await Promise.all(feeds.map((feed) => feed.close()))),
    async problems() {
      const [held = 0, ...others] = await Promise.all(feeds.map(countAll));
      return others.flatMap((rows, index) => unequal(together[index + 1]?.source.name ?? '', held, rows));
    },
  };
}

function merged([labels, ...others]: readonly Piece[]): Piece {
  const { rows = 0, first = 0, columns = [] } = labels ?? {};
  return {
    rows,
    first,
    columns: columns.map((column, role) => column ?? others.find((other) => other.columns[role])?.columns[role]),
  };
}

async function countAll(feed: Feed): Promise<number> {
  for (let rows = await feed.ready(); rows > 0; rows = await feed.ready()) feed.take(rows);
  return feed.taken();
}

function unequal(file: string, held: number, rows: number): readonly Problem[] {
  if (held === rows) return [];
  const message = `There are ${held} held-out rows and ${rows} rows here; without ids they have to be the same rows in the same order.`;
  return [{ file, path: 'rows', message }];
}
