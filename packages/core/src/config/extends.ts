import type { Problem } from '../domain/error-catalogue.ts';
import { MlopsError } from '../domain/errors.ts';
import { type ParsedFile, parseFile } from './parse-file.ts';
import { folderOf, joined } from './paths.ts';
import { pathSlip } from './schema/path-slip.ts';
import { merge, type Node, nodeAt } from './tree.ts';

const MAX_FILES = 5;

/** Text of a file, or undefined when there is none. Other failures are thrown. */
export type ReadFile = (path: string) => Promise<string | undefined>;

export interface FileChain {
  /** The named file first, what it extends after it. */
  readonly files: readonly ParsedFile[];
  readonly problems: readonly Problem[];
}

/** Reads a file and what it extends, at most five files. Throws CONFIG_NOT_FOUND for the first one only. */
export async function readChain(file: string, readFile: ReadFile): Promise<FileChain> {
  const text = await readFile(file);
  if (text === undefined) throw new MlopsError('CONFIG_NOT_FOUND', { file });
  return follow([parseFile(file, text)], [normal(file)], readFile);
}

/** The files merged: maps merge, lists and values replace, the named file wins. */
export const mergeChain = (files: readonly ParsedFile[]): Node =>
  files.map(({ tree }): Node => tree).reduceRight((lower, upper) => merge(lower, upper));

async function follow(files: readonly ParsedFile[], seen: readonly string[], readFile: ReadFile): Promise<FileChain> {
  const current = files.at(-1);
  const link = current === undefined ? undefined : nodeAt(current.tree, ['extends']);
  const problems = files.flatMap((parsed) => parsed.problems);
  if (current === undefined || link?.kind !== 'scalar' || typeof link.value !== 'string' || link.value === '')
    return { files, problems };
  const stop = (message: string): FileChain => ({
    files,
    problems: [...problems, { ...link.place, path: 'extends', message }],
  });
  const slip = pathSlip(link.value);
  if (slip !== undefined) return stop(slip);
  const target = joined(folderOf(current.file), link.value);
  if (seen.includes(target)) return stop(`"extends" goes in a circle: ${[...seen, target].join(' → ')}.`);
  if (files.length === MAX_FILES)
    return stop(`"extends" goes through more than ${MAX_FILES} files; the chain is ${seen.join(' → ')}.`);
  const text = await readFile(target);
  if (text === undefined) return stop(`There is no file ${target}; "extends" is relative to the file that holds it.`);
  return follow([...files, parseFile(target, text)], [...seen, target], readFile);
}

const normal = (file: string) => joined('', file);
