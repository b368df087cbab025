import type { Problem } from '../problem.ts';
import { alignedFeed } from './aligned.ts';
import type { Block, Column } from './block.ts';
import { type Feed, feedOf, type Piece } from './feed.ts';
import { IdSet } from './id-set.ts';
import { IdTallies, NO_ID, REPEATED_ID } from './id-tally.ts';
import type { Plan } from './plan.ts';
import { isRedacted } from './redaction.ts';
import { Strays } from './strays.ts';

/** What a join found out beside its rows. */
export interface Joined {
  readonly problems: Problem[];
  /** Rows that a model left out that need not answer all of them; they are not among those joined. */
  unanswered: number;
}

export const newJoined = (): Joined => ({ problems: [], unanswered: 0 });

/**
 * Labels with the answers of all models. Files are read in lockstep: as long as they have the same order nothing is kept, and
 * only rows out of order wait for their partners. Rows that are missing, repeated or extra are problems, told after the last row.
 */
export async function* joinedRows(plan: Plan, joined: Joined): AsyncGenerator<Block> {
  const { problems } = joined;
  const labels = alignedFeed(plan);
  const keyed = plan.sources.flatMap(({ id }, source) => (source > 0 && id !== undefined ? [source] : []));
  const feeds = [labels, ...keyed.map((source) => feedOf(plan, source))];
  try {
    yield* keyed.length > 0 ? byId(plan, feeds, keyed, joined) : inOrder(plan, labels, problems);
    problems.push(...(await labels.problems()));
    if (labels.taken() === 0) problems.push(noRows(plan));
  } finally {
    await Promise.all(feeds.map((feed) => feed.close()));
  }
}

/** One table, or several in one order; ids, if there are any, have to be there and to differ. */
async function* inOrder(plan: Plan, labels: Feed, problems: Problem[]): AsyncGenerator<Block> {
  const [source] = plan.sources;
  const seen = source?.id === undefined ? undefined : new IdSet();
  const tallies = new IdTallies(!isRedacted(plan.request, plan.request.labels.id));
  for (let rows = await labels.ready(); rows > 0; rows = await labels.ready()) {
    for (let row = 0; seen !== undefined && row < rows; row += 1) {
      const id = labels.id(row);
      if (id === undefined) tallies.add(source?.name ?? '', NO_ID, `row ${labels.taken() + row + 1}`);
      else if (!seen.add(id)) tallies.add(source?.name ?? '', REPEATED_ID, id);
    }
    yield blockOf([labels.take(rows)]);
  }
  problems.push(...tallies.problems());
}

async function* byId(
  plan: Plan,
  feeds: readonly Feed[],
  keyed: readonly number[],
  joined: Joined,
): AsyncGenerator<Block> {
  const parties = [0, ...keyed].map((source) => {
    const { name = '', coverage = 1 } = plan.sources[source] ?? {};
    return { name, isLabels: source === 0, coverage };
  });
  const seen = new IdSet();
  const tallies = new IdTallies(!isRedacted(plan.request, plan.request.labels.id));
  const strays = new Strays(plan, parties, seen, tallies);
  for (;;) {
    const ready = await Promise.all(feeds.map((feed) => feed.ready()));
    if (ready.every((rows) => rows === 0)) break;
    const same = inStep(feeds, Math.min(...ready), seen, strays);
    if (same > 0) {
      yield blockOf(feeds.map((feed) => feed.take(same)));
      continue;
    }
    const step = Math.min(...ready.filter((rows) => rows > 0));
    feeds.forEach((feed, party) => {
      if ((ready[party] ?? 0) === 0) return;
      const ids = Array.from({ length: step }, (_, row) => feed.id(row));
      strays.add(party, feed.take(step), ids);
    });
    const block = strays.block();
    if (block !== undefined) yield block;
    if (strays.isOverfull) {
      joined.problems.push(tooDisordered(parties[1]?.name ?? ''));
      return;
    }
  }
  joined.unanswered = strays.tallyWaiting(feeds[0]?.taken() ?? 0);
  joined.problems.push(...tallies.problems());
}

/** How many of the next rows have the same, new id in all feeds. */
function inStep([labels, ...others]: readonly Feed[], rows: number, seen: IdSet, strays: Strays): number {
  for (let row = 0; row < rows; row += 1) {
    const id = labels?.id(row);
    if (id === undefined || strays.awaits(id) || !others.every((other) => other.id(row) === id)) return row;
    if (!seen.add(id)) return row;
  }
  return rows;
}

function blockOf(pieces: readonly Piece[]): Block {
  const [labels] = pieces;
  const columns = (labels?.columns ?? []).map(
    (_, role): Column => pieces.find((piece) => piece.columns[role])?.columns[role] ?? NO_COLUMN,
  );
  return { rows: labels?.rows ?? 0, first: labels?.first ?? 0, columns };
}

const NO_COLUMN: Column = { values: new Float64Array(), names: [] };

const noRows = ({ sources }: Plan): Problem => ({
  file: sources[0]?.name ?? '',
  path: 'rows',
  message: 'There are no held-out rows.',
});

const tooDisordered = (file: string): Problem => ({
  file,
  path: 'id',
  message: 'More than 2,000,000 rows wait for their partners; write the rows in the order of the held-out rows.',
});
