import { categoryOf } from './coerce.ts';
import { textIn } from './utf8.ts';

/**
 * Numbers the distinct names of a category column, 0 being missing. Bytes that were seen before are found by their hash and compared
 * with what is kept: a string is made once for every distinct spelling, not for every cell.
 */
export class Interner {
  readonly names: string[] = [''];
  readonly #codeOfName = new Map<string, number>();
  /** Labels are mostly one byte: a table finds them without a hash. */
  readonly #codeOfByte = new Int32Array(256).fill(-1);
  /** Open addressing; 0 is free, otherwise 1 + the number of a spelling. */
  #slots = new Int32Array(64);
  #spellings: Spelling[] = [];

  codeOfText(text: string): number {
    const known = this.#codeOfName.get(text);
    if (known !== undefined) return known;
    const code = this.#codeOfCategory(categoryOf(text));
    this.#codeOfName.set(text, code);
    return code;
  }

  /** Throws NotUtf8 with the row it was asked for. */
  codeOfBytes(bytes: Uint8Array, from: number, to: number, row: number): number {
    if (to - from > 1) return this.#codeOfSeveral(bytes, from, to, row);
    const byte = bytes[from] as number;
    const known = this.#codeOfByte[byte] as number;
    if (known >= 0) return known;
    const code = this.codeOfText(textIn(bytes, from, to, row));
    this.#codeOfByte[byte] = code;
    return code;
  }

  #codeOfSeveral(bytes: Uint8Array, from: number, to: number, row: number): number {
    // FNV-1a
    let hash = 0x811c9dc5;
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
    const mask = this.#slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] as number;
      if (number === 0) return this.#add(slot, hash, textIn(bytes, from, to, row), bytes.slice(from, to));
      const spelling = this.#spellings[number - 1];
      if (spelling !== undefined && spelling.hash === hash && same(spelling.bytes, bytes, from, to))
        return spelling.code;
    }
  }

  #add(slot: number, hash: number, text: string, bytes: Uint8Array): number {
    const code = this.codeOfText(text);
    this.#spellings.push({ hash, bytes, code });
    this.#slots[slot] = this.#spellings.length;
    if (this.#spellings.length * 2 > this.#slots.length) this.#grow();
    return code;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (const [index, { hash }] of this.#spellings.entries()) {
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
    this.#slots = slots;
  }

  #codeOfCategory(name: string | undefined): number {
    if (name === undefined) return 0;
    const known = this.#codeOfName.get(name);
    if (known !== undefined) return known;
    const code = this.names.push(name) - 1;
    this.#codeOfName.set(name, code);
    return code;
  }
}

interface Spelling {
  readonly hash: number;
  readonly bytes: Uint8Array;
  readonly code: number;
}

function same(kept: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (kept.length !== to - from) return false;
  for (let at = 0; at < kept.length; at += 1) if (kept[at] !== bytes[from + at]) return false;
  return true;
}
