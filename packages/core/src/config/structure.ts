import type { z } from 'zod';
import type { Problem } from '../domain/error-catalogue.ts';
import { notes } from './notes.ts';
import { configFile } from './schema/file.ts';
import { noteAt, schemaAt } from './schema-at.ts';
import { keyPlaceAt, type Node, nodeAt, type Path, pathText, plain } from './tree.ts';
import { unknownKey } from './unknown-key.ts';
import { shown, wrongValue } from './wrong-value.ts';

/** Checks the shape of mlops.yml: every key known, every value of its form. `partial` says nothing about missing keys. */
export const structureProblems = (tree: Node, options: { readonly partial: boolean }): readonly Problem[] =>
  shapeProblems({ tree, root: configFile, unknown: (path) => unknownKey(path).message }, options);

/** A document and the schema that it is checked by. */
export interface Shaped {
  readonly tree: Node;
  readonly root: z.ZodType;
  /** The sentence about a key that the schema does not know. */
  readonly unknown: (path: Path) => string;
}

/** The same for any document with a schema of ours. */
export function shapeProblems(shaped: Shaped, options: { readonly partial: boolean }): readonly Problem[] {
  const parsed = shaped.root.safeParse(plain(shaped.tree));
  if (parsed.success) return [];
  return parsed.error.issues
    .flatMap((issue) => toProblems(issue, [], shaped))
    .filter(({ missing }) => !(missing && options.partial))
    .map(({ problem }) => problem);
}

interface Found {
  readonly problem: Problem;
  readonly missing: boolean;
}

function toProblems(issue: z.core.$ZodIssue, prefix: Path, shaped: Shaped): readonly Found[] {
  const { tree } = shaped;
  const path = [...prefix, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => atKey(tree, [...path, key], shaped.unknown([...path, key])));
    case 'invalid_key':
      return [atKey(tree, path, `"${String(path.at(-1))}" is not ${keyExpectation(shaped.root, path)}.`)];
    case 'invalid_union':
      return inUnion(issue, path, shaped) ?? [atValue(shaped, path)];
    default:
      return [atValue(shaped, path)];
  }
}

/** The branch that the value was meant for: the one whose own type fits, so that the mistake is named where it is. */
function inUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, shaped: Shaped): readonly Found[] | undefined {
  const meant = issue.errors.find((branch) => branch.length > 0 && branch.every(({ path: below }) => below.length > 0));
  return meant?.flatMap((inner) => toProblems(inner, path, shaped));
}

function atValue({ tree, root }: Shaped, path: Path): Found {
  const node = nodeAt(tree, path);
  const note = noteAt(root, path);
  if (node !== undefined)
    return { missing: false, problem: { ...node.place, path: pathText(path), message: wrongValue(node, note) } };
  const message = `The key "${String(path.at(-1) ?? '')}" is missing; expected ${note.expects}.`;
  return { missing: true, problem: { ...keyPlaceAt(tree, path), path: pathText(path), message } };
}

const atKey = (tree: Node, path: Path, message: string): Found => ({
  missing: false,
  problem: { ...keyPlaceAt(tree, path), path: pathText(path), message },
});

function keyExpectation(root: z.ZodType, path: Path): string {
  const record = schemaAt(root, path.slice(0, -1)) as (z.ZodType & { readonly keyType?: z.ZodType }) | undefined;
  const note = record?.keyType === undefined ? undefined : notes.get(record.keyType);
  return note?.expects ?? `a usable name (${shown(String(path.at(-1)))})`;
}
