import { catalogue, type ErrorCode, type ErrorDetails, type ErrorKind } from './error-catalogue.ts';

/**
 * The one error type of the product. Its text, kind and hint come from the catalogue entry of its code, so a code reads
 * the same wherever it is thrown; `details` are the facts the text was made of, kept for machines.
 */
export class MlopsError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'MlopsError';
  readonly code: C;
  readonly kind: ErrorKind;
  readonly hint: string;
  readonly details: ErrorDetails<C>;

  constructor(code: C, details: ErrorDetails<C>, options: { readonly cause?: unknown } = {}) {
    const entry = catalogue[code];
    // Each entry's text takes exactly the details of its own code; TypeScript cannot correlate the two through `C`.
    super((entry.text as (details: ErrorDetails<C>) => string)(details), options);
    this.code = code;
    this.kind = entry.kind;
    this.hint = entry.hint;
    this.details = details;
  }
}

/** True for an error of ours, optionally of one code. */
export function isMlopsError<C extends ErrorCode>(error: unknown, code?: C): error is MlopsError<C> {
  return error instanceof MlopsError && (code === undefined || error.code === code);
}
