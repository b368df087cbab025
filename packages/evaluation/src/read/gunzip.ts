import { createGunzip } from 'node:zlib';
import { unreadable } from './unreadable.ts';

/** The bytes behind gzip, several members behind each other included. Throws TableUnreadable, and what the stream itself throws. */
export async function* gunzip(name: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: 2 ** 17 });
  const fed = feed(bytes, unpacked);
  // Awaited below; a stream that breaks before that is no unhandled rejection.
  fed.catch((error: Error) => unpacked.destroy(error));
  try {
    for await (const chunk of unpacked) yield chunk as Uint8Array;
    await fed;
  } catch (error) {
    throw isOfZlib(error) ? unreadable(name, 'gzip', `This file is not what its name says: ${error.message}.`) : error;
  } finally {
    unpacked.destroy();
  }
}

async function feed(bytes: AsyncIterable<Uint8Array>, into: ReturnType<typeof createGunzip>): Promise<void> {
  for await (const chunk of bytes) {
    if (into.destroyed) return;
    if (!into.write(chunk)) await drained(into);
  }
  into.end();
}

const drained = (into: ReturnType<typeof createGunzip>): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      into.off('drain', go).off('close', go);
      resolve();
    };
    into.on('drain', go).on('close', go);
  });

/** By its code: what zlib throws, and nothing that the stream behind it throws. */
const isOfZlib = (error: unknown): error is Error =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('Z_');
