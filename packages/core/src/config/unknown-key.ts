import { kebab, nearest } from './nearest.ts';
import { notYet } from './not-yet.ts';
import { configFile } from './schema/file.ts';
import { keysAt, sections } from './schema-at.ts';
import { type Path, pathText } from './tree.ts';

/** The sentence for a key that the schema does not know: renamed, not implemented yet, misplaced, mistyped or foreign. */
export function unknownKey(path: Path): string {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const known = keysAt(configFile, parent);
  if (known.includes(kebab(key))) return `The key "${key}" is written "${kebab(key)}" here; keys are kebab-case.`;
  const later = notYet(path);
  if (later !== undefined) return later;
  if (parent[0] === 'environments' && parent.length <= 3 && key !== 'environments') {
    const refused = notOverridable([...parent.slice(2), key]);
    if (refused !== undefined) return refused;
  }
  const near = nearest(kebab(key), known);
  if (near !== undefined) return `There is no key "${key}" here; did you mean "${near}"?`;
  const home = sections(configFile).find(
    ({ keys, path: section }) => keys.includes(kebab(key)) && !section.startsWith('environments'),
  );
  if (home !== undefined)
    return `The key "${key}" does not belong here but ${home.path === '' ? 'at the top level' : `in "${home.path}"`}.`;
  return `There is no key "${key}" ${parent.length === 0 ? 'at the top level' : `in "${pathText(parent)}"`}; known are ${known.join(', ')}.`;
}

/** Keys that exist at the top level and that an environment may not change. */
function notOverridable(path: Path): string | undefined {
  const [first] = path;
  if (first === 'validate' || first === 'gates')
    return 'Gates cannot be overridden in an environment: every environment is judged alike. They live in "validate" at the top level.';
  const section = String(first);
  if (!keysAt(configFile, []).includes(section) || !keysAt(configFile, path.slice(0, -1)).includes(String(path.at(-1))))
    return undefined;
  return `"${pathText(path)}" cannot be overridden in an environment; it says what the model is, not where it runs.`;
}
