import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

type Decompress = (input: Uint8Array, outputLength: number) => Uint8Array;

/** Node refuses to write more than the page says it holds: a hostile page cannot fill the memory. */
const bounded = (outputLength: number) => ({ maxOutputLength: Math.max(1, outputLength) });

/** Codecs of Parquet beside snappy, which hyparquet brings. LZ4 is told as unsupported. */
export const CODECS = {
  GZIP: (input, outputLength) => gunzipSync(input, bounded(outputLength)),
  BROTLI: (input, outputLength) => brotliDecompressSync(input, bounded(outputLength)),
  ZSTD: (input, outputLength) => zstdDecompressSync(input, bounded(outputLength)),
} as const satisfies Record<string, Decompress>;
