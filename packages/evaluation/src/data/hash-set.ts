/** Distinct hashes of 53 bits in 11 to 27 bytes each, where a `Set` takes about 40 and ends at 16 million. */
export class HashSet {
  #slots = new Float64Array(1024).fill(FREE);
  size = 0;

  /** True when the hash was not there before. */
  add(hash: number): boolean {
    if (this.size * 4 >= this.#slots.length * 3) this.#grow();
    const slot = place(this.#slots, hash);
    if (this.#slots[slot] === hash) return false;
    this.#slots[slot] = hash;
    this.size += 1;
    return true;
  }

  has(hash: number): boolean {
    return this.#slots[place(this.#slots, hash)] === hash;
  }

  #grow(): void {
    const more = new Float64Array(this.#slots.length * 2).fill(FREE);
    for (const hash of this.#slots) if (hash !== FREE) more[place(more, hash)] = hash;
    this.#slots = more;
  }
}

const FREE = -1;

/** Where the hash is, or would be put. The number of slots is a power of two. */
function place(slots: Float64Array, hash: number): number {
  const mask = slots.length - 1;
  let slot = (hash % 2 ** 31) & mask;
  while (slots[slot] !== FREE && slots[slot] !== hash) slot = (slot + 1) & mask;
  return slot;
}
