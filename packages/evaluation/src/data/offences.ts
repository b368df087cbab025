/** Keys that a finding names at most. */
export const MOST_SAMPLES = 20;

/** Where a row is and how it is called, while its batch is read. */
export interface RowPlace {
  /** Number within the table, from 0. */
  readonly row: number;
  readonly file: string;
  /** Number within its file, from 0. */
  readonly rowInFile: number;
  /** Undefined without an id column, and for rows without an id. */
  readonly id?: string;
}

/** Rows that break one rule: all counted, the first few kept. */
export class Offences {
  count = 0;
  readonly samples: RowPlace[] = [];
  /** Some value that breaks the rule, e.g. the first. */
  example: string | undefined;

  add(place: RowPlace, example?: string): void {
    this.count += 1;
    this.example ??= example;
    if (this.samples.length < MOST_SAMPLES) this.samples.push({ ...place });
  }
}
