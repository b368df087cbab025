import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Module, parseSync } from '@swc/core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['packages/*/src/**/*.ts', 'actions/*/src/**/*.ts', 'train/src/**/*.ts', 'serve/src/**/*.ts'];

/** One source file of the product. Paths are relative to the repository. */
export interface Source {
  readonly file: string;
  readonly lines: number;
  /** Every module it names, as written: static, dynamic, type-only and re-exported. */
  readonly imports: readonly Import[];
  /** What it reads of the world beside modules: `process`, `Date.now`, `new Date()`, `fetch`, `setTimeout` … */
  readonly ambient: readonly string[];
}

export interface Import {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  /** The file of ours that is meant; undefined for a package or a built-in module. */
  readonly target?: string;
}

/** Every source of the product, parsed. Tests, scripts and bundles are not among them. */
export function readSources(): readonly Source[] {
  return globSync(SOURCES, { cwd: ROOT })
    .sort()
    .map((file) => readSource(file, readFileSync(join(ROOT, file), 'utf8')));
}

/** `readSource` of any text, as if it were the file. */
export function readSource(file: string, text: string): Source {
  const module = parseSync(text, { syntax: 'typescript', target: 'es2023' });
  return {
    file,
    lines: text.split('\n').length - 1,
    imports: importsOf(module).map((found) => ({ ...found, ...targetOf(file, found.specifier) })),
    ambient: [...new Set(nodesOf(module).flatMap(ambientUse))].sort(),
  };
}

/** A part of the product: a package by its folder name, an action by its path, e.g. `core`, `train`, `actions/gate`. */
export function partOf(file: string): string {
  return file.replace(/^packages\//, '').replace(/\/src\/.*$/, '');
}

function targetOf(file: string, specifier: string): { readonly target?: string } {
  if (specifier.startsWith('.')) return { target: relative(ROOT, join(ROOT, dirname(file), specifier)) };
  const workspace = /^@mlops-actions\/([^/]+)(\/.+)?$/.exec(specifier);
  return workspace === null ? {} : { target: `packages/${workspace[1]}/src${workspace[2] ?? '/index.ts'}` };
}

interface Named {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

function importsOf(module: Module): readonly Named[] {
  return nodesOf(module).flatMap((node): readonly Named[] => {
    if (
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportNamedDeclaration' ||
      node.type === 'ExportAllDeclaration'
    )
      return node.source?.value === undefined
        ? []
        : [{ specifier: node.source.value, names: namesOf(node), typeOnly: node.typeOnly === true }];
    const dynamic = node.type === 'CallExpression' && node.callee?.type === 'Import';
    const specifier = node.arguments?.[0]?.expression?.value;
    return dynamic && typeof specifier === 'string' ? [{ specifier, names: ['*'], typeOnly: false }] : [];
  });
}

const namesOf = (node: Node): readonly string[] =>
  (node.specifiers ?? []).map(({ imported, local }) => imported?.value ?? local?.value ?? '*');

/** Globals that differ from run to run or reach outside of the process. */
const WORLD = ['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto', 'navigator'];
const CLOCK_AND_CHANCE: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  AbortSignal: ['timeout'],
};

function ambientUse(node: Node): readonly string[] {
  if (node.type === 'NewExpression' && node.callee?.value === 'Date' && node.arguments?.length === 0)
    return ['new Date()'];
  if (node.type === 'CallExpression' && WORLD.includes(node.callee?.value ?? '')) return [`${node.callee?.value}`];
  if (node.type !== 'MemberExpression') return [];
  const [object, property] = [node.object?.value ?? '', node.property?.value ?? ''];
  if (CLOCK_AND_CHANCE[object]?.includes(property)) return [`${object}.${property}`];
  return WORLD.includes(object) ? [`${object}.${property}`] : [];
}

/** The members of swc's nodes that are read here; every other member is reached by walking. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly typeOnly?: boolean;
  readonly source?: Node;
  readonly specifiers?: readonly { readonly imported?: Node; readonly local?: Node }[];
  readonly callee?: Node;
  readonly object?: Node;
  readonly property?: Node;
  readonly arguments?: readonly { readonly expression?: Node }[];
}

function nodesOf(value: unknown): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(nodesOf);
  return 'type' in value && typeof value.type === 'string' ? [value as Node, ...inside] : inside;
}
