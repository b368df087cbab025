import { readBatches } from '../read/read.ts';
import type { Plan } from './plan.ts';
import { isRedacted } from './redaction.ts';

/** Names of some rows: their ids, read once more as far as they go, or their numbers when rows have no ids that may be named. */
export async function idsOfRows({ request }: Plan, rows: readonly number[]): Promise<(row: number) => string> {
  const { id, files } = request.labels;
  if (isRedacted(request, id)) return (row) => `row ${row + 1}`;
  const wanted = new Set(rows);
  const ids = new Map<number, string>();
  const last = rows.reduce((largest, row) => Math.max(largest, row), -1);
  if (id !== undefined && last >= 0)
    for await (const { columns, first, rows: size } of readBatches(files, [{ column: id, as: 'text' }])) {
      const [column] = columns;
      for (let row = first; row < first + size; row += 1)
        if (wanted.has(row) && column?.kind === 'text') ids.set(row, column.values[row - first] ?? `row ${row + 1}`);
      if (first + size > last) break;
    }
  return (row) => ids.get(row) ?? String(row);
}
