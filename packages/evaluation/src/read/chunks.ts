/** A stream that is read by two readers one after the other: the header's and the rows'. Whoever makes it closes it. */
export class Chunks {
  readonly #bytes: AsyncIterable<Uint8Array>;
  #iterator: AsyncIterator<Uint8Array> | undefined;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes;
  }

  /** The next bytes, undefined after the last. */
  async next(): Promise<Uint8Array | undefined> {
    this.#iterator ??= this.#bytes[Symbol.asyncIterator]();
    const { done, value } = await this.#iterator.next();
    return done === true ? undefined : value;
  }

  async close(): Promise<void> {
    await this.#iterator?.return?.();
  }
}
