import { readBatches } from '../read/read.ts';
import type { BatchColumn, Projection } from '../read/table.ts';
import { type Column, part } from './block.ts';
import type { Plan } from './plan.ts';

/** Rows of one source, or of several that lie in the same order. */
export interface Piece {
  readonly rows: number;
  readonly first: number;
  /** By role; a role of another source is absent. */
  readonly columns: readonly (Column | undefined)[];
}

/** Hands out rows in steps of any size. */
export interface Feed {
  /** Rows at hand, reading on when there are none; 0 at the end. */
  ready(): Promise<number>;
  take(rows: number): Piece;
  /** Id of a row at hand, counted from the next one; undefined when it has none. */
  id(row: number): string | undefined;
  /** Rows taken so far. */
  taken(): number;
  close(): Promise<void>;
}

export function feedOf(plan: Plan, source: number): Feed {
  const named = plan.sources[source]?.id !== undefined;
  const batches = batchesOf(plan, source);
  let batch: NamedPiece | undefined;
  let used = 0;
  return {
    async ready() {
      while (batch === undefined || used === batch.rows) {
        const next = await batches.next();
        if (next.done === true) return 0;
        batch = next.value;
        used = 0;
      }
      return batch.rows - used;
    },
    take(rows) {
      const [from, to] = [used, used + rows];
      used = to;
      const columns = batch?.columns ?? [];
      return {
        rows,
        first: (batch?.first ?? 0) + from,
        columns: rows === batch?.rows ? columns : columns.map((column) => column && part(column, from, to)),
      };
    },
    id: (row) => (named ? batch?.ids[used + row] : String((batch?.first ?? 0) + used + row)),
    taken: () => (batch === undefined ? 0 : batch.first + used),
    close: async () => void (await batches.return(undefined)),
  };
}

type NamedPiece = Piece & { readonly ids: readonly (string | undefined)[] };

async function* batchesOf(plan: Plan, source: number): AsyncGenerator<NamedPiece> {
  const { files, id } = plan.sources[source] ?? { files: [] };
  const own = plan.roles.map((role) => role.source === source);
  const projection: Projection[] = plan.roles.filter((_, role) => own[role]).map(({ column, as }) => ({ column, as }));
  if (id !== undefined) projection.push({ column: id, as: 'text' });
  for await (const { rows, first, columns } of readBatches(files, projection)) {
    let next = 0;
    const roles = own.map((isOwn) => (isOwn ? columnOf(columns[next++]) : undefined));
    const ids = columns[next];
    yield { rows, first, columns: roles, ids: ids?.kind === 'text' ? ids.values : [] };
  }
}

function columnOf(column: BatchColumn | undefined): Column | undefined {
  if (column?.kind === 'number') return { values: column.values, names: [] };
  return column?.kind === 'category' ? { values: column.codes, names: column.names } : undefined;
}
