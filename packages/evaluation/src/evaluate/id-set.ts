const START = 1 << 16;
const FULLEST = 0.6;

/**
 * Remembers ids by 63 bits of hash, 8 bytes an id instead of a string's hundred. Two of ten million different ids collide with
 * a chance of 6 in a million.
 */
export class IdSet {
  #slots = new Uint32Array(2 * START);
  #size = 0;

  /** False when it was there already. */
  add(id: string): boolean {
    if (this.#size > FULLEST * (this.#slots.length / 2)) this.#grow();
    const [high, low] = hashOf(id);
    const isNew = put(this.#slots, high, low);
    if (isNew) this.#size += 1;
    return isNew;
  }

  has(id: string): boolean {
    const [high, low] = hashOf(id);
    return find(this.#slots, high, low).taken;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2) {
      const [high, low] = [before[at] ?? 0, before[at + 1] ?? 0];
      if (high !== 0 || low !== 0) put(this.#slots, high, low);
    }
  }
}

function put(slots: Uint32Array, high: number, low: number): boolean {
  const { at, taken } = find(slots, high, low);
  slots[at] = high;
  slots[at + 1] = low;
  return !taken;
}

function find(slots: Uint32Array, high: number, low: number): { readonly at: number; readonly taken: boolean } {
  const mask = slots.length / 2 - 1;
  // The lowest bit is always 1.
  for (let slot = (low >>> 1) & mask; ; slot = (slot + 1) & mask) {
    const at = 2 * slot;
    if (slots[at] === high && slots[at + 1] === low) return { at, taken: true };
    if (slots[at] === 0 && slots[at + 1] === 0) return { at, taken: false };
  }
}

/** Two multiplicative hashes in the manner of cyrb53; never 0 and 0, which stands for an empty slot. */
function hashOf(id: string): readonly [number, number] {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let i = 0; i < id.length; i += 1) {
    const unit = id.charCodeAt(i);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    two = Math.imul(two ^ unit, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(two ^ (two >>> 13), 0xc2b2ae35);
  two = Math.imul(two ^ (two >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return [one >>> 0, (two | 1) >>> 0];
}
