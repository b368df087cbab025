const START = 1 << 16;
const FULLEST = 0.6;

/**
 * Remembers ids by 63 bits of hash, 8 bytes an id instead of a string's hundred. Two of ten million different ids collide with
 * a chance of 6 in a million.
 */
export class IdSet {
  /** Two words a slot, both 0 when it is free. */
  #slots = new Uint32Array(2 * START);
  #size = 0;
  /** Hash of the id in hand; fields, because this runs once a row and a pair would be made each time. */
  #high = 0;
  #low = 0;

  /** False when it was there already. */
  add(id: string): boolean {
    if (this.#size > FULLEST * (this.#slots.length / 2)) this.#grow();
    this.#hash(id);
    const at = this.#place();
    if (this.#slots[at + 1] !== 0) return false;
    this.#slots[at] = this.#high;
    this.#slots[at + 1] = this.#low;
    this.#size += 1;
    return true;
  }

  has(id: string): boolean {
    this.#hash(id);
    return this.#slots[this.#place() + 1] !== 0;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2) {
      this.#high = before[at] ?? 0;
      this.#low = before[at + 1] ?? 0;
      if (this.#low === 0) continue;
      const place = this.#place();
      this.#slots[place] = this.#high;
      this.#slots[place + 1] = this.#low;
    }
  }

  /** Where the hash in hand is, or the free slot where it belongs. */
  #place(): number {
    const slots = this.#slots;
    const last = slots.length - 2;
    // The lowest bit of the low word is always 1.
    let at = this.#low & ~1 & last;
    while (slots[at + 1] !== 0 && (slots[at + 1] !== this.#low || slots[at] !== this.#high)) at = (at + 2) & last;
    return at;
  }

  /** Two multiplicative hashes in the manner of cyrb53; the low word is never 0, which stands for a free slot. */
  #hash(id: string): void {
    let one = 0xdeadbeef;
    let two = 0x41c6ce57;
    for (let i = 0; i < id.length; i += 1) {
      const unit = id.charCodeAt(i);
      one = Math.imul(one ^ unit, 0x9e3779b1);
      two = Math.imul(two ^ unit, 0x5f356495);
    }
    one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
    two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
    this.#high = one >>> 0;
    this.#low = (two | 1) >>> 0;
  }
}
