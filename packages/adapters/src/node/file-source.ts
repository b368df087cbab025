import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ByteSource } from '@mlops-actions/core';

const CHUNK_BYTES = 2 ** 16;

/** A file of this machine as a source: read in order, or at any place. */
export function fileSource(name: string, path: string, size: number): ByteSource {
  return {
    name,
    size,
    stream: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
    range: (from, to) => readRange(path, from, Math.min(to, size)),
  };
}

async function readRange(path: string, from: number, to: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(Math.max(0, to - from));
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
      if (bytesRead === 0) throw new Error(`${path} ended at byte ${from + at}; it had ${to} when it was opened.`);
      at += bytesRead;
    }
    return bytes;
  } finally {
    await file.close();
  }
}
