import type { SchemaTree } from 'hyparquet';

/** The columns of a file; a field of a struct by its path, `user.age`. Lists and maps are one column each. */
export function headerOf(root: SchemaTree): readonly string[] {
  return root.children.flatMap((child) => namesOf(child, ''));
}

/** The top-level column that a name or a path belongs to: the longest one, for a name may hold dots itself. */
export function rootOf(column: string, names: ReadonlySet<string>): string {
  for (let root = column; ; root = root.slice(0, root.lastIndexOf('.')))
    if (names.has(root) || !root.includes('.')) return root;
}

function namesOf({ element, children }: SchemaTree, prefix: string): readonly string[] {
  const name = prefix + element.name;
  const isStruct =
    children.length > 0 && element.converted_type === undefined && element.repetition_type !== 'REPEATED';
  return isStruct ? [name, ...children.flatMap((child) => namesOf(child, `${name}.`))] : [name];
}
