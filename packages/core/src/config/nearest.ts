import { closest, distance } from 'fastest-levenshtein';

/** The known name that a mistyped one most likely means; undefined when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name === '' || name.length > 100) return undefined;
  const candidate = closest(name, [...known]);
  return distance(name, candidate) <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3))
    ? candidate
    : undefined;
}

/** `maxRuntime`, `max_runtime`, `MAX-RUNTIME` → `max-runtime`. */
export const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[\s_]+/g, '-')
    .toLowerCase();
