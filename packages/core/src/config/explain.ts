import { stringify } from 'yaml';
import type { LoadedConfig } from './load.ts';
import { type Path, type Place, pathText } from './tree.ts';

/** Widest text that still pulls the origins of its neighbours to the right. */
const MAX_COLUMN = 60;

interface Line {
  readonly text: string;
  readonly origin?: string;
}

/**
 * The merged file as YAML, which loads to the same configuration; behind each value where it comes from: `file:line`, an override, a default or an inference.
 */
export function explainConfig(loaded: LoadedConfig): string {
  const { extends: _merged, ...document } = loaded.document;
  const origin = originOf(loaded);
  const lines = [...mapLines(document, [], '', origin), ...environmentLines(loaded)];
  const width = Math.min(MAX_COLUMN, Math.max(...lines.map(({ text }) => text.length)));
  return `${lines.map(({ text, origin: from }) => (from === undefined ? text : `${text.padEnd(width)}  # ${from}`)).join('\n')}\n`;
}

type OriginOf = (path: Path) => string;

function mapLines(map: object, path: Path, indent: string, origin: OriginOf): readonly Line[] {
  return Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .flatMap(([key, value]) => entryLines(`${indent}${flowText(key)}:`, value, [...path, key], indent, origin));
}

function entryLines(head: string, value: unknown, path: Path, indent: string, origin: OriginOf): readonly Line[] {
  if (isSimple(value)) return [{ text: `${head} ${flowText(value)}`, origin: origin(path) }];
  if (!Array.isArray(value)) return [{ text: head }, ...mapLines(value as object, path, `${indent}  `, origin)];
  return [
    { text: head },
    ...value.flatMap((item: unknown, index) => itemLines(item, [...path, index], `${indent}  `, origin)),
  ];
}

/** A map in a list: its first key stands behind the dash. */
function itemLines(item: unknown, path: Path, indent: string, origin: OriginOf): readonly Line[] {
  if (isSimple(item)) return [{ text: `${indent}- ${flowText(item)}`, origin: origin(path) }];
  const lines = mapLines(item as object, path, `${indent}  `, origin);
  return lines.map((line, index) =>
    index === 0 ? { ...line, text: line.text.replace(`${indent}  `, `${indent}- `) } : line,
  );
}

/** Prints on one line: a scalar, a list of scalars, anything empty. */
function isSimple(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object');
  return Object.keys(value).length === 0;
}

/** On one line always: YAML would fold a text with a line end, JSON (which is YAML too) escapes it. */
function flowText(value: unknown): string {
  const json = JSON.stringify(value);
  if (/\\[nru]/.test(json)) return json;
  return stringify(value, { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false }).trimEnd();
}

function originOf({ origins, inferences }: LoadedConfig): OriginOf {
  return (path) => {
    const text = pathText(path);
    const written = origins.get(text) ?? origins.get(`${text}[0]`);
    if (written !== undefined) return placeText(written);
    const from = inferences.get(text);
    return from === undefined ? 'default' : `inferred from ${from}`;
  };
}

const placeText = ({ file, line }: Place) => (line === undefined ? file : `${file}:${line}`);

/** Where the run would go. It is no key of the file, so it is printed as a comment. */
function environmentLines({ config }: LoadedConfig): readonly Line[] {
  const { name, destination } = config.environment;
  return [{ text: `# runs in the environment "${name}", destination ${destination}` }];
}
