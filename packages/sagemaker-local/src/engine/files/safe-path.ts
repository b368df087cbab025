import { join } from 'node:path';

/**
 * Where a file named by an archive or an object key goes below `root`. Refuses by throwing whatever could leave it:
 * absolute names, `..` segments, NUL characters and the empty name.
 */
export function pathBelow(root: string, name: string): string {
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.');
  const unsafe = name.startsWith('/') || segments.includes('..') || name.includes('\0') || segments.length === 0;
  if (unsafe) throw new Error(`the name ${JSON.stringify(name)} leaves its folder`);
  return join(root, ...segments);
}
