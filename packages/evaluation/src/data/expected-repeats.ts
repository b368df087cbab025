import type { ByteSource } from '../read/table.ts';
import { hashPair, hashText } from './hash.ts';
import { HashSet } from './hash-set.ts';
import type { HeldOutKeys } from './held-out-keys.ts';
import { type RowWatcher, watchRows } from './rows.ts';

/** Standard deviations beyond what is expected; fewer than 1 in 100 samples of one population lie there. */
const DEVIATIONS = 3;

/** A table that training sees. */
interface Training {
  readonly files: readonly ByteSource[];
  readonly header: readonly string[];
  readonly id: string | undefined;
}

/**
 * How many held-out rows may be equal to training rows because what they tell of repeats itself. Of two samples of one population
 * a row of the second repeats one of the first as often as a row of the first repeats another one of it; both counts are samples
 * too, and equal rows come in pairs, which makes the variance of their difference e · (1 + 2m/n) for e expected ones. Copies of a
 * row, which have its id, are no repeats; training that repeats no row explains none. Reads the table once more, so this is asked
 * only when there is something to tell.
 */
export async function mostExpected(heldOut: HeldOutKeys, { files, header, id }: Training): Promise<number> {
  const { key, rows: heldOutRows } = heldOut;
  const keyIn = key.inTable(header);
  if (keyIn === undefined) return 0;
  const [seen, twins, copies] = [new HashSet(), new HashSet(), new HashSet()];
  let [rows, repeats] = [0, 0];
  const counting: RowWatcher = {
    see(cells, place) {
      const row = hashText(keyIn(cells));
      if (place.id !== undefined && !copies.add(hashPair(row, hashText(place.id)))) return;
      rows += 1;
      if (seen.add(row)) return;
      repeats += 1;
      twins.add(row);
    },
    findings: () => [],
  };
  await watchRows(files, header, id, [counting]);
  const expected = rows === 0 ? 0 : (heldOutRows * (repeats + twins.size)) / rows;
  return expected + DEVIATIONS * Math.sqrt(expected * (1 + (2 * heldOutRows) / rows));
}
