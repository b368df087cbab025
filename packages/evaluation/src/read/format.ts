/** What the name of a file says about its bytes. */
export interface Format {
  readonly kind: 'csv' | 'jsonl' | 'parquet' | 'transform';
  readonly gzip: boolean;
}

const KINDS: Readonly<Record<string, Format['kind']>> = {
  csv: 'csv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
  out: 'transform',
};

/** Names of formats as a person writes them, for messages. */
export const FORMATS = '.csv, .jsonl, .ndjson, .out (each with .gz behind it too) or .parquet';

/** The format of a table by the end of its name, in any case; undefined for a name that says nothing or something else. */
export function formatOf(name: string): Format | undefined {
  const [, extension = '', gzip] = /\.([a-z]+)(\.gz)?$/i.exec(name) ?? [];
  const kind = Object.hasOwn(KINDS, extension.toLowerCase()) ? KINDS[extension.toLowerCase()] : undefined;
  // Parquet compresses inside, and is read at places a compressed stream does not have.
  if (kind === undefined || (kind === 'parquet' && gzip !== undefined)) return undefined;
  return { kind, gzip: gzip !== undefined };
}
