import type { Problem } from '../domain/error-catalogue.ts';
import { configFile } from './schema/file.ts';
import { keysAt } from './schema-at.ts';
import { type MapNode, type Node, type Path, pathText } from './tree.ts';
import { unknownKey } from './unknown-key.ts';

/**
 * Tells every mistyped key and goes on with the key that was meant, so that one slip is one mistake: the meant key is not
 * missing as well, and its value is checked.
 */
export function renameSlips(tree: MapNode): { readonly tree: MapNode; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  return { tree: renamedMap(tree, [], problems), problems };
}

function renamed(node: Node, path: Path, problems: Problem[]): Node {
  if (node.kind === 'list')
    return { ...node, items: node.items.map((item, index) => renamed(item, [...path, index], problems)) };
  return node.kind === 'map' ? renamedMap(node, path, problems) : node;
}

function renamedMap(node: MapNode, path: Path, problems: Problem[]): MapNode {
  const known = keysAt(configFile, path);
  const entries = new Map<string, { key: MapNode['place']; value: Node }>();
  for (const [key, entry] of node.entries) {
    const slip = known.length === 0 || known.includes(key) ? undefined : unknownKey([...path, key]);
    const free = slip?.meant !== undefined && !node.entries.has(slip.meant) && !entries.has(slip.meant);
    if (free) problems.push({ ...entry.key, path: pathText([...path, key]), message: slip.message });
    const name = free ? slip.meant : key;
    entries.set(name, { key: entry.key, value: renamed(entry.value, [...path, name], problems) });
  }
  return { ...node, entries };
}
