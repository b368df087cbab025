/** Sorts rows by a small number, keeping their order; made once and used for one block after the other. */
export class Places {
  #rows = new Uint32Array();
  #keys = new Uint32Array();
  #sorted = new Uint32Array();
  #size = 0;
  /** Rows of each key; while they are sorted, where its next row goes. */
  #counts = new Uint32Array(64);
  /** Keys in the order in which they came. */
  readonly #seen: number[] = [];

  /** Forgets what was added; `most` rows may come now. */
  begin(most: number): void {
    if (this.#rows.length < most) {
      this.#rows = new Uint32Array(most);
      this.#keys = new Uint32Array(most);
      this.#sorted = new Uint32Array(most);
    }
    for (const key of this.#seen) this.#counts[key] = 0;
    this.#seen.length = 0;
    this.#size = 0;
  }

  add(row: number, key: number): void {
    if (key >= this.#counts.length) this.#grow(key);
    const before = this.#counts[key] ?? 0;
    if (before === 0) this.#seen.push(key);
    this.#counts[key] = before + 1;
    this.#rows[this.#size] = row;
    this.#keys[this.#size] = key;
    this.#size += 1;
  }

  /** Calls back once a key, with its rows; these are valid until the next block begins. */
  each(visit: (key: number, rows: Uint32Array) => void): void {
    let end = 0;
    const starts = this.#seen.map((key) => {
      const start = end;
      end += this.#counts[key] ?? 0;
      this.#counts[key] = start;
      return start;
    });
    this.#sort();
    this.#seen.forEach((key, index) => {
      visit(key, this.#sorted.subarray(starts[index], this.#counts[key]));
    });
  }

  #sort(): void {
    const [rows, keys, sorted, next] = [this.#rows, this.#keys, this.#sorted, this.#counts];
    for (let at = 0; at < this.#size; at += 1) {
      const key = keys[at] ?? 0;
      const to = next[key] ?? 0;
      sorted[to] = rows[at] ?? 0;
      next[key] = to + 1;
    }
  }

  #grow(key: number): void {
    const counts = new Uint32Array(Math.max(key + 1, 2 * this.#counts.length));
    counts.set(this.#counts);
    this.#counts = counts;
  }
}
