import { createHash } from 'node:crypto';

/** A value JSON can carry without loss. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON text with sorted keys and no white space: equal values give equal text on every machine.
 * Members that are `undefined` are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

/** SHA-256 of text (UTF-8) or bytes as 64 lower-case hex digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of bytes that come in parts, and how many there were. */
export async function sha256OfStream(
  parts: AsyncIterable<Uint8Array>,
): Promise<{ readonly digest: string; readonly bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const part of parts) {
    hash.update(part);
    bytes += part.length;
  }
  return { digest: hash.digest('hex'), bytes };
}

/** SHA-256 of the canonical JSON of a value. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** The same of a list that is too long to be held: its members come one by one. */
export class ListDigest {
  readonly #hash = createHash('sha256');
  #before = '[';

  add(member: unknown): void {
    this.#hash.update(`${this.#before}${canonicalJson(member)}`);
    this.#before = ',';
  }

  digest(): string {
    return this.#hash.update(this.#before === '[' ? '[]' : ']').digest('hex');
  }
}
