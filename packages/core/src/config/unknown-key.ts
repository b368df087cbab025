import { kebab, nearest } from './nearest.ts';
import { notYet } from './not-yet.ts';
import { configFile } from './schema/file.ts';
import { keysAt, sections } from './schema-at.ts';
import { type Path, pathText } from './tree.ts';

export interface UnknownKey {
  readonly message: string;
  /** The key of the same map that was most likely meant. */
  readonly meant?: string;
}

/** What to say about a key that the schema does not know: renamed, not implemented yet, misplaced, mistyped or foreign. */
export function unknownKey(path: Path): UnknownKey {
  const key = String(path.at(-1));
  const known = keysAt(configFile, path.slice(0, -1));
  const meant = kebab(key);
  if (known.includes(meant))
    return { meant, message: `The key "${key}" is written "${meant}" here; keys are kebab-case.` };
  const refused = notYet(path) ?? notOverridable(path);
  if (refused !== undefined) return { message: refused };
  const near = nearest(meant, known);
  if (near !== undefined) return { meant: near, message: `There is no key "${key}" here; did you mean "${near}"?` };
  return { message: foreign(path, known) };
}

function foreign(path: Path, known: readonly string[]): string {
  const key = String(path.at(-1));
  const home = sections(configFile).find(
    (section) => section.keys.includes(kebab(key)) && !section.path.startsWith('environments'),
  );
  if (home !== undefined)
    return `The key "${key}" does not belong here but ${home.path === '' ? 'at the top level' : `in "${home.path}"`}.`;
  const here = path.length === 1 ? 'at the top level' : `in "${pathText(path.slice(0, -1))}"`;
  return `There is no key "${key}" ${here}; known are ${known.join(', ')}.`;
}

/** Keys that exist at the top level and that an environment may not change. */
function notOverridable(path: Path): string | undefined {
  const [root, , ...rest] = path;
  const [first] = rest;
  if (root !== 'environments' || first === undefined) return undefined;
  if (first === 'validate' || first === 'gates')
    return 'Gates cannot be overridden in an environment: every environment is judged alike. They live in "validate" at the top level.';
  if (!keysAt(configFile, rest.slice(0, -1)).includes(String(rest.at(-1)))) return undefined;
  return `"${pathText(rest)}" cannot be overridden in an environment; it says what the model is, not where it runs.`;
}
