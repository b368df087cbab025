import { hashText } from './hash.ts';

/** A text is told by two hashes of 53 bits, so that none is taken for another by chance. */
const [FIRST, SECOND] = [0, 0x5bd1e995];
const FREE = 0;

/** Numbers distinct texts from 0 in the order they come, in 24 to 48 bytes each and without keeping one of them. */
export class KeyIndex {
  /** One more than the number of the text; a power of two, at most half of them taken. */
  #slots = new Uint32Array(1024);
  #first = new Float64Array(512);
  #second = new Float64Array(512);
  size = 0;

  /** The number of the text, which is new when it equals the `size` before. */
  add(text: string): number {
    const [first, second] = [hashText(text, FIRST), hashText(text, SECOND)];
    const slot = this.#slotOf(first, () => second);
    const taken = this.#slots[slot] ?? FREE;
    if (taken !== FREE) return taken - 1;
    this.#first[this.size] = first;
    this.#second[this.size] = second;
    this.size += 1;
    this.#slots[slot] = this.size;
    if (this.size === this.#first.length) this.#grow();
    return this.size - 1;
  }

  /** The number of a text that was added. */
  find(text: string): number | undefined {
    const slot = this.#slotOf(hashText(text, FIRST), () => hashText(text, SECOND));
    const taken = this.#slots[slot] ?? FREE;
    return taken === FREE ? undefined : taken - 1;
  }

  /** Where the text is, or would be put. */
  #slotOf(first: number, second: () => number): number {
    const mask = this.#slots.length - 1;
    let slot = (first >>> 0) & mask;
    for (let taken = this.#slots[slot] ?? FREE; taken !== FREE; taken = this.#slots[slot] ?? FREE) {
      if (this.#first[taken - 1] === first && this.#second[taken - 1] === second()) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const [first, second] = [this.#first, this.#second];
    this.#first = twice(first);
    this.#second = twice(second);
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let index = 0; index < this.size; index += 1)
      this.#slots[this.#slotOf(first[index] ?? 0, () => second[index] ?? 0)] = index + 1;
  }
}

function twice(numbers: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(numbers.length * 2);
  more.set(numbers);
  return more;
}
