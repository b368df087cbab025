import type { Cell } from './cells.ts';
import { counted, type Draft } from './draft.ts';

/** Fewer rows prove nothing: any two columns of a handful of rows may agree. */
const FEWEST_ROWS = 50;
/** Values of a column that are followed; a column with more is no category. */
const MOST_VALUES = 200;
/** Rows that a value stands for on average before "always the same label" is more than chance. */
const ROWS_PER_VALUE = 20;

/** Watches whether one column tells the label: is equal to it in every row, or has one label per value. */
export class LabelLeak {
  readonly #column: string;
  #equal = true;
  #labelOf: Map<string, string> | undefined = new Map();
  readonly #labels = new Set<string>();

  constructor(column: string) {
    this.#column = column;
  }

  see({ text }: Cell, { text: label }: Cell): void {
    if (!this.#equal && this.#labelOf === undefined) return;
    if (text === undefined || label === undefined) {
      this.#equal &&= text === label;
      if (text !== label) this.#labelOf = undefined;
      return;
    }
    if (this.#labels.size < 2) this.#labels.add(label);
    if (text !== label) this.#equal = false;
    if (this.#labelOf !== undefined) this.#follow(this.#labelOf, text, label);
  }

  /** The same label is an error; one label per value may also be what the world is like, so it is told. */
  findings(rows: number): readonly Draft[] {
    if (rows < FEWEST_ROWS || this.#labels.size < 2) return [];
    const shared = { code: 'LABEL_LEAKED', column: this.#column, count: rows, of: rows } as const;
    if (this.#equal) {
      const message = `The column equals the label in all ${counted(rows)} rows; a model that sees it learns nothing else.`;
      return [{ ...shared, severity: 'error', message }];
    }
    const values = this.#labelOf?.size ?? Number.POSITIVE_INFINITY;
    if (values * ROWS_PER_VALUE > rows) return [];
    const message = `Each of its ${counted(values)} values always goes with one label, in all ${counted(rows)} rows; was the column made from the label?`;
    return [{ ...shared, severity: 'warning', message }];
  }

  #follow(labelOf: Map<string, string>, text: string, label: string): void {
    const before = labelOf.get(text);
    if (before === label) return;
    if (before !== undefined || labelOf.size === MOST_VALUES) this.#labelOf = undefined;
    else labelOf.set(text, label);
  }
}
