/** UTF-8 that grows at its end. */
export class TextBytes {
  #parts: Uint8Array[] = [];

  add(text: string): void {
    this.#parts.push(Buffer.from(text));
  }

  bytes(): Uint8Array {
    const all = Buffer.concat(this.#parts);
    this.#parts = [all];
    return all;
  }
}
