/** True for a JSON pointer as RFC 6901 writes it: empty, or parts that begin with `/`, `~` only as `~0` and `~1`. */
export const isPointer = (text: string): boolean => /^(\/([^~/]|~[01])*)*$/u.test(text);

/** The value that a JSON pointer names; undefined when there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).reduce<unknown>(child, document);
}

function child(value: unknown, part: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(part) ? value[Number(part)] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[part];
}
