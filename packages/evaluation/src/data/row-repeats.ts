import { counted, type Draft, shownNumber } from './draft.ts';
import { hashPair } from './hash.ts';
import { HashSet } from './hash-set.ts';
import { Offences, type RowPlace } from './offences.ts';

/**
 * Rows that repeat an earlier one, and rows that repeat all but its label. Ids are no part of a row here. About 30 bytes per row,
 * and no text of any.
 */
export class RowRepeats {
  readonly #rows = new HashSet();
  readonly #features = new HashSet();
  readonly #torn = new HashSet();
  readonly #repeated = new Offences();
  readonly #conflicting = new Offences();

  /** A row by the hash of its features and of its label. */
  see(features: number, label: number, place: RowPlace): void {
    if (!this.#rows.add(hashPair(features, label))) {
      this.#repeated.add(place);
      return;
    }
    if (this.#features.add(features)) return;
    if (this.#torn.add(features)) this.#conflicting.add(place);
  }

  /** Repeated rows are an error beyond `maxShare`; without one they are told. Of a table without labels nothing conflicts. */
  findings(rows: number, maxShare: number | undefined, label: string | undefined): readonly Draft[] {
    return [...this.#repeats(rows, maxShare), ...(label === undefined ? [] : this.#conflicts(rows, label))];
  }

  #repeats(rows: number, maxShare: number | undefined): readonly Draft[] {
    const { count } = this.#repeated;
    if (count === 0) return [];
    const refused = maxShare !== undefined && count / rows > maxShare;
    const allowed = refused ? `; at most ${shownNumber(maxShare * 100)} % may` : '';
    const message = `${counted(count)} of ${counted(rows)} rows repeat an earlier row exactly${allowed}.`;
    const severity = refused ? 'error' : 'warning';
    return [{ code: 'ROWS_DUPLICATED', severity, count, of: rows, message, offences: this.#repeated }];
  }

  #conflicts(rows: number, column: string): readonly Draft[] {
    const { count } = this.#conflicting;
    if (count === 0) return [];
    const message = `${counted(count)} different rows are equal to another one in all columns but the label; no model can be right about both.`;
    return [
      { code: 'LABELS_CONFLICT', severity: 'warning', column, count, of: rows, message, offences: this.#conflicting },
    ];
  }
}
