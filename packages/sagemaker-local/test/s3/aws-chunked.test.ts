import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { type Trailers, unchunked } from '../../src/s3/aws-chunked.ts';

const body =
  '5;chunk-signature=00\r\nhello\r\n7\r\n\r\nworld\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\nX-Other: 1\r\n\r\n';

async function read(chunks: readonly string[]) {
  const trailers: Trailers = new Map();
  const parts: Buffer[] = [];
  for await (const part of unchunked(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), trailers))
    parts.push(part);
  return { content: Buffer.concat(parts).toString(), trailers: Object.fromEntries(trailers) };
}

describe('aws-chunked', () => {
  it.each([1, 2, 3, 7, 1_000])('is read the same in network chunks of %d bytes', async (size) => {
    const chunks = body.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];

    expect(await read(chunks)).toEqual({
      content: 'hello\r\nworld',
      trailers: { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-other': '1' },
    });
  });

  it('needs no empty line at the end', async () => {
    expect((await read(['1\r\na\r\n0\r\nx-a:b'])).trailers).toEqual({ 'x-a': 'b' });
  });

  it.each(['5\r\nhel', 'hello', ''])('refuses the broken body %j', async (broken) => {
    await expect(read([broken])).rejects.toMatchObject({ type: 'InvalidArgument' });
  });
});
