import { s3Errors } from './errors.ts';

/** What an aws-chunked body carried after its last chunk, by lower-case name. */
export type Trailers = Map<string, string>;

/**
 * Takes the aws-chunked framing off a body (`<hex size>[;chunk-signature=…]\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`). Chunk
 * signatures are not verified. `trailers` is filled when the stream has ended. Throws AwsError InvalidArgument.
 */
export async function* unchunked(source: AsyncIterable<Buffer>, trailers: Trailers): AsyncGenerator<Buffer> {
  const reader = new Reader(source);
  for (;;) {
    const size = Number.parseInt(await reader.line(), 16);
    if (!Number.isSafeInteger(size)) throw s3Errors.invalidArgument('The aws-chunked body has a chunk without a size.');
    if (size === 0) break;
    yield* reader.bytes(size);
    await reader.line();
  }
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
}

class Reader {
  private readonly source: AsyncIterator<Buffer>;
  private held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** A line, or what is left when the body ends: the empty line after the trailers is optional. */
  async line(): Promise<string> {
    let end = this.held.indexOf('\r\n');
    while (end < 0) {
      if (!(await this.fill())) return this.take(this.held.length).toString('latin1');
      end = this.held.indexOf('\r\n');
    }
    const line = this.take(end).toString('latin1');
    this.take(2);
    return line;
  }

  async *bytes(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (this.held.length === 0 && !(await this.fill()))
        throw s3Errors.invalidArgument('The aws-chunked body ends inside a chunk.');
      const part = this.take(Math.min(left, this.held.length));
      left -= part.length;
      yield part;
    }
  }

  private take(count: number): Buffer {
    const part = this.held.subarray(0, count);
    this.held = this.held.subarray(count);
    return part;
  }

  private async fill(): Promise<boolean> {
    const { value, done } = await this.source.next();
    if (done === true) return false;
    this.held = this.held.length === 0 ? value : Buffer.concat([this.held, value]);
    return true;
  }
}
