import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** The checksums S3 knows, as they are named in `x-amz-checksum-<name>`. */
export type ChecksumName = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256';

/** A checksum over chunks; `base64` is big-endian, as S3 writes it. */
export interface RunningChecksum {
  update(chunk: Uint8Array): void;
  base64(): string;
}

export const checksumNames: readonly ChecksumName[] = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'];

export function runningChecksum(name: ChecksumName): RunningChecksum {
  switch (name) {
    case 'crc32':
      return runningCrc32();
    case 'crc32c':
      return runningCrc(crc32cTable);
    case 'crc64nvme':
      return runningCrc64();
    case 'sha1':
    case 'sha256':
      return runningHash(createHash(name));
  }
}

function runningHash(hash: Hash): RunningChecksum {
  return { update: (chunk) => void hash.update(chunk), base64: () => hash.digest('base64') };
}

function runningCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(chunk) {
      value = crc32(chunk, value);
    },
    base64: () => bigEndian32(value),
  };
}

/** CRC-32C, Castagnoli (RFC 3720 appendix B.4): reflected polynomial 0x82f63b78. */
const crc32cTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function runningCrc(table: Uint32Array): RunningChecksum {
  let value = 0xffffffff;
  return {
    update(chunk) {
      for (const byte of chunk) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
    },
    base64: () => bigEndian32((value ^ 0xffffffff) >>> 0),
  };
}

/** CRC-64/NVME (NVM Express base specification, 64b CRC): reflected polynomial 0x9a6c9329ac4bc9b5, as two halves. */
const [crc64High, crc64Low] = crc64Tables(0x9a6c9329, 0xac4bc9b5);

function crc64Tables(polynomialHigh: number, polynomialLow: number): readonly [Uint32Array, Uint32Array] {
  const [highs, lows] = [new Uint32Array(256), new Uint32Array(256)];
  for (let byte = 0; byte < 256; byte += 1) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd) [high, low] = [high ^ polynomialHigh, low ^ polynomialLow];
    }
    highs[byte] = high;
    lows[byte] = low;
  }
  return [highs, lows];
}

function runningCrc64(): RunningChecksum {
  let [high, low] = [0xffffffff, 0xffffffff];
  return {
    update(chunk) {
      for (const byte of chunk) {
        const index = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (crc64Low[index] ?? 0);
        high = (high >>> 8) ^ (crc64High[index] ?? 0);
      }
    },
    base64: () => Buffer.concat([bytes32(~high >>> 0), bytes32(~low >>> 0)]).toString('base64'),
  };
}

const bigEndian32 = (value: number) => bytes32(value).toString('base64');

function bytes32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
