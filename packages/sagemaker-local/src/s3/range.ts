import { AwsError } from '../contracts.ts';

/** Bytes of an object, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One range of a `Range` header over `size` bytes; undefined when it asks for none or for several, which S3 answers in full.
 * Throws AwsError InvalidRange (416).
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const range =
    first === ''
      ? lastBytes(Number(last), size)
      : { start: Number(first), end: Math.min(last === '' ? size - 1 : Number(last), size - 1) };
  if (range.start >= size || range.start > range.end) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
      ActualObjectSize: size,
      RangeRequested: header,
    });
  }
  return range;
}

const lastBytes = (count: number, size: number): ByteRange => ({
  start: count === 0 ? size : Math.max(0, size - count),
  end: size - 1,
});
