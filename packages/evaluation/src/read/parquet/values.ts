import { type FileMetaData, parquetSchema, type SchemaElement } from 'hyparquet';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How values that are no plain numbers are handed over. */
export const PARSERS = {
  dateFromDays: (days: number) => shown(new Date(days * 86_400_000)).slice(0, 10),
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && decoder.decode(bytes),
};

const shown = (date: Date) => (Number.isNaN(date.getTime()) ? '' : date.toISOString());

export interface Decimals {
  readonly metadata: FileMetaData;
  /** Scale of each decimal column. */
  readonly scales: ReadonlyMap<string, number>;
}

/**
 * Decimals as the integers they are stored as: hyparquet multiplies them by a power of ten, and 3 · 10⁻¹ is not 0.3. Kept apart for
 * plain columns; within nested ones, and where the integer is bytes of any length, hyparquet's value stays.
 */
export function integersOf(metadata: FileMetaData): Decimals {
  const decimals = parquetSchema(metadata)
    .children.filter(({ children }) => children.length === 0)
    .map(({ element }) => element)
    .filter((element) => isDecimal(element) && element.type !== 'BYTE_ARRAY');
  const schema = metadata.schema.map((element) => (decimals.includes(element) ? withoutDecimal(element) : element));
  return {
    metadata: { ...metadata, schema },
    scales: new Map(decimals.map((element) => [element.name, scaleOf(element)])),
  };
}

/** A decimal with all its places, `-0.30`. */
export function decimalText(stored: unknown, scale: number): string | undefined {
  const integer = integerIn(stored);
  if (integer === undefined) return undefined;
  const digits = String(integer < 0n ? -integer : integer).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${integer < 0n ? '-' : ''}${whole}${scale > 0 ? `.${digits.slice(-scale)}` : ''}`;
}

const isDecimal = ({ converted_type, logical_type }: SchemaElement) =>
  converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL';

const scaleOf = ({ scale, logical_type }: SchemaElement) =>
  scale ?? (logical_type?.type === 'DECIMAL' ? logical_type.scale : 0);

function withoutDecimal({ converted_type: _, logical_type: __, ...element }: SchemaElement): SchemaElement {
  return element;
}

/** Big-endian two's complement when it is bytes. */
function integerIn(stored: unknown): bigint | undefined {
  if (typeof stored === 'bigint') return stored;
  if (typeof stored === 'number') return BigInt(stored);
  if (!(stored instanceof Uint8Array)) return undefined;
  const unsigned = stored.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return BigInt.asIntN(8 * stored.length, unsigned);
}
