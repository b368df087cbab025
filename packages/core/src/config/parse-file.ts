import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { Problem } from '../domain/error-catalogue.ts';
import { renameSlips } from './rename-slips.ts';
import { emptyMap, type MapNode, type Node, type Path, type Place, pathText, type ScalarNode } from './tree.ts';
import { scalarMistake, syntaxMistake } from './yaml-mistakes.ts';

/** Far above any real file; a file past them is a mistake or an attack (aliases multiply, nesting recurses). */
const MAX_CHARACTERS = 262_144;
const MAX_NODES = 20_000;
const MAX_DEPTH = 24;

export interface ParsedFile {
  readonly file: string;
  /** What could be read; an empty map when the text is no YAML at all. */
  readonly tree: MapNode;
  readonly problems: readonly Problem[];
  /** False when the syntax is broken, so that missing keys would say nothing. */
  readonly complete: boolean;
}

/** A file of mlops.yml's form; a mistyped key is told, and read as the key that was meant. */
export function parseFile(file: string, text: string): ParsedFile {
  const parsed = parseYaml(file, text);
  if (!parsed.complete) return parsed;
  const { tree, problems } = renameSlips(parsed.tree);
  return { ...parsed, tree, problems: [...parsed.problems, ...problems] };
}

/** Reads YAML 1.2 (core schema) and keeps the place of every key and value. Never throws on bad text. */
export function parseYaml(file: string, text: string): ParsedFile {
  const broken = (place: Place, message: string): ParsedFile => ({
    file,
    tree: emptyMap({ file, line: 1, column: 1 }),
    problems: [{ ...place, path: 'yaml', message }],
    complete: false,
  });
  if (text.length > MAX_CHARACTERS)
    return broken({ file }, `The file has ${text.length} characters; at most ${MAX_CHARACTERS} are read.`);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    stringKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const place = placeIn(file, lines);
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== '1.2')
    return broken(
      { file, line: 1, column: 1 },
      'The file asks for an older YAML; remove the %YAML line (1.2 is read).',
    );
  const reader: Reader = { document, place, problems: [], nodes: 0 };
  const [fatal] = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  if (fatal !== undefined) return broken(place(fatal.pos[0]), syntaxMistake(fatal));
  for (const error of [...document.errors, ...document.warnings])
    reader.problems.push({ ...place(error.pos[0]), path: 'yaml', message: syntaxMistake(error, text) });
  if (document.contents === null) return broken({ file, line: 1, column: 1 }, 'The file is empty.');
  const tree = read(document.contents, [], reader);
  if (tree?.kind !== 'map')
    return broken(
      { file, line: 1, column: 1 },
      'The file is not a map of keys, e.g. "version: 1" on a line of its own.',
    );
  return { file, tree, problems: reader.problems, complete: true };
}

interface Reader {
  readonly document: Document.Parsed;
  readonly place: (offset: number) => Place;
  readonly problems: Problem[];
  nodes: number;
}

function read(given: unknown, path: Path, reader: Reader): Node | undefined {
  const node = isAlias(given) ? given.resolve(reader.document) : given;
  const place = reader.place(offsetOf(given));
  reader.nodes += 1;
  if (path.length > MAX_DEPTH || reader.nodes > MAX_NODES) {
    const limit =
      path.length > MAX_DEPTH ? `nested deeper than ${MAX_DEPTH} levels` : `longer than ${MAX_NODES} values`;
    if (reader.problems.every(({ path }) => path !== 'yaml.size'))
      reader.problems.push({ ...place, path: 'yaml.size', message: `The document is ${limit} (aliases counted out).` });
    return undefined;
  }
  if (isMap(node)) return readMap(node, path, place, reader);
  if (isSeq(node)) {
    const items = node.items.map((item, index) => read(item, [...path, index], reader));
    return { kind: 'list', place, items: items.filter((item) => item !== undefined) };
  }
  const scalar: ScalarNode = isScalar(node)
    ? { kind: 'scalar', place, value: known(node.value), source: node.source ?? String(node.value ?? '') }
    : { kind: 'scalar', place, value: null, source: '' };
  const mistake =
    isAlias(given) && node === undefined ? `There is no anchor "&${given.source}" above.` : scalarMistake(scalar);
  if (mistake !== undefined) reader.problems.push({ ...place, path: pathText(path), message: mistake });
  return scalar;
}

function readMap(map: YAMLMap, path: Path, place: Place, reader: Reader): MapNode {
  const entries = new Map<string, { key: Place; value: Node }>();
  for (const pair of map.items as readonly Pair[]) {
    const key = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
    const keyPlace = reader.place(offsetOf(pair.key));
    const refusal = keyRefusal(key);
    if (refusal !== undefined) {
      reader.problems.push({ ...keyPlace, path: pathText([...path, key]), message: refusal });
      continue;
    }
    const value = read(pair.value, [...path, key], reader);
    if (value !== undefined && !entries.has(key))
      entries.set(key, { key: keyPlace, value: pair.value === null ? { ...value, place: keyPlace } : value });
  }
  return { kind: 'map', place, entries };
}

function keyRefusal(key: string): string | undefined {
  if (key === '<<') return 'Merge keys (<<) are no part of YAML 1.2; share with "extends", or repeat the keys.';
  return key === '__proto__' ? 'The key "__proto__" is not allowed.' : undefined;
}

const placeIn = (file: string, lines: LineCounter) => (offset: number) => {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
};

const offsetOf = (node: unknown): number => (node as { range?: readonly number[] | null } | null)?.range?.[0] ?? 0;

const known = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
