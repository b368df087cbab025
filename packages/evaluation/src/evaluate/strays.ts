import type { Block, Column } from './block.ts';
import type { Piece } from './feed.ts';
import type { IdSet } from './id-set.ts';
import { type IdTallies, NO_ID, REPEATED_ID } from './id-tally.ts';
import type { Plan } from './plan.ts';

/** A row that waits for its partners. */
interface Stray {
  /** Number among the labels; −1 until its label has come. */
  number: number;
  /** One bit per feed that has sent it. */
  sent: number;
  readonly values: Float64Array;
}

/** What one feed calls itself in messages, and which of the two kinds of sentence it gets. */
export interface Party {
  readonly name: string;
  readonly isLabels: boolean;
  /** The share of held-out rows that it has to answer. */
  readonly coverage: number;
}

const WAITING_AT_MOST = 2_000_000;

/** Of a share of rows, in rows. */
const ROUNDING = 1e-6;

const missing = (coverage: number): string =>
  `held-out rows have no prediction${coverage < 1 ? `, more than the ${Number((100 * (1 - coverage)).toPrecision(6))} % that may have none` : ''}`;

/** Rows out of order, and those of them that became complete. */
export class Strays {
  readonly #waiting = new Map<string, Stray>();
  readonly #complete: Stray[] = [];
  readonly #names: (readonly string[])[] = [];
  readonly #plan: Plan;
  readonly #parties: readonly Party[];
  readonly #seen: IdSet;
  readonly #tallies: IdTallies;

  constructor(plan: Plan, parties: readonly Party[], seen: IdSet, tallies: IdTallies) {
    this.#plan = plan;
    this.#parties = parties;
    this.#seen = seen;
    this.#tallies = tallies;
  }

  get isOverfull(): boolean {
    return this.#waiting.size > WAITING_AT_MOST;
  }

  awaits(id: string): boolean {
    return this.#waiting.size > 0 && this.#waiting.has(id);
  }

  /** Takes the rows of a piece; `ids` are theirs. */
  add(party: number, piece: Piece, ids: readonly (string | undefined)[]): void {
    piece.columns.forEach((column, role) => {
      if (column !== undefined) this.#names[role] = column.names;
    });
    for (let row = 0; row < piece.rows; row += 1) this.#addRow(party, piece, row, ids[row]);
  }

  #addRow(party: number, piece: Piece, row: number, id: string | undefined): void {
    const { name = '', isLabels = false } = this.#parties[party] ?? {};
    if (id === undefined) {
      this.#tallies.add(name, isLabels ? NO_ID : 'rows have no id', `row ${piece.first + row + 1}`);
      return;
    }
    const stray = this.#waiting.get(id) ?? this.#newStray();
    const bit = 1 << party;
    if ((stray.sent & bit) !== 0 || (stray.sent === 0 && this.#seen.has(id))) {
      this.#tallies.add(name, isLabels ? REPEATED_ID : 'rows repeat an id', id);
      return;
    }
    stray.sent |= bit;
    if (isLabels) stray.number = piece.first + row;
    piece.columns.forEach((column, role) => {
      if (column !== undefined) stray.values[role] = column.values[row] ?? 0;
    });
    if (stray.sent === (1 << this.#parties.length) - 1) {
      this.#waiting.delete(id);
      this.#seen.add(id);
      this.#complete.push(stray);
    } else this.#waiting.set(id, stray);
  }

  #newStray(): Stray {
    return { number: -1, sent: 0, values: new Float64Array(this.#plan.roles.length) };
  }

  /** Rows that became complete since the last time. */
  block(): Block | undefined {
    const strays = this.#complete.splice(0);
    if (strays.length === 0) return undefined;
    const columns = this.#plan.roles.map(({ as }, role): Column => {
      const values = as === 'number' ? new Float64Array(strays.length) : new Uint32Array(strays.length);
      strays.forEach((stray, row) => {
        values[row] = stray.values[role] ?? 0;
      });
      return { values, names: this.#names[role] ?? [] };
    });
    return { rows: strays.length, first: 0, numbers: Float64Array.from(strays, ({ number }) => number), columns };
  }

  /** At the end: rows whose partners never came. Returns how many of all `rows` were left out by whom that is allowed. */
  tallyWaiting(rows: number): number {
    const gaps = this.#parties.map((_, party) => this.#gapsOf(party));
    const allowed = this.#parties.map(({ coverage }, party) => (gaps[party] ?? 0) <= (1 - coverage) * rows + ROUNDING);
    for (const [id, { sent }] of this.#waiting)
      this.#parties.forEach(({ name, isLabels, coverage }, party) => {
        const has = (sent & (1 << party)) !== 0;
        if (isLabels || has === ((sent & 1) !== 0) || (!has && allowed[party] === true)) return;
        this.#tallies.add(name, has ? 'rows were never asked for' : missing(coverage), id);
      });
    return gaps.reduce((sum, own, party) => sum + (allowed[party] === true ? own : 0), 0);
  }

  /** Held-out rows that a party never sent. */
  #gapsOf(party: number): number {
    let gaps = 0;
    for (const { sent } of this.#waiting.values()) gaps += sent & 1 & ~(sent >> party);
    return gaps;
  }
}
