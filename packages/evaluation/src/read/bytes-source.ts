import type { ByteSource } from './table.ts';

/** Bytes in memory as a source; a text is taken as UTF-8. */
export function bytesSource(name: string, content: Uint8Array | string): ByteSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    size: bytes.length,
    async *stream() {
      if (bytes.length > 0) yield bytes;
    },
    range: async (from, to) => bytes.subarray(from, to),
  };
}
