/** Folder of a file, with `/`; the empty text for a file without one. */
export const folderOf = (file: string): string => file.split('/').slice(0, -1).join('/');

/** `./a//b/../c` → `a/c`; leading `..` are kept, an absolute path stays absolute, nothing at all is `.`. */
export function normalPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else steps.push(step);
  }
  return `${path.startsWith('/') ? '/' : ''}${steps.join('/')}` || '.';
}

/** `path` as seen from `folder`. */
export const joined = (folder: string, path: string): string =>
  normalPath(folder === '' || path.startsWith('/') ? path : `${folder}/${path}`);

/** Whether `path`, read from `folder` (relative to the root), lies above the root. */
export const leavesRoot = (folder: string, path: string): boolean => {
  const place = joined(folder, path);
  return place === '..' || place.startsWith('../');
};
