import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { Problem } from '../domain/error-catalogue.ts';
import { notes } from './notes.ts';
import type { Override } from './overrides.ts';
import { configFile } from './schema/file.ts';
import { schemaAt } from './schema-at.ts';
import { type Node, type Path, type Place, treeOf } from './tree.ts';
import { syntaxMistake } from './yaml-mistakes.ts';

/** Inputs of an action by name; those that are not given are undefined. What is not text is not of mlops.yml. */
export type GivenValues = Readonly<Record<string, unknown>>;

/** Input name → the key of mlops.yml it stands for, e.g. `instance-type` → `train.instance-type`; `*` is the environment. */
export type InputPaths = Readonly<Record<string, string>>;

export interface Given {
  readonly overrides: readonly Override[];
  readonly problems: readonly Problem[];
}

/** Where a value of an input was written. */
export const inputPlace = (input: string): Place => ({ file: `input ${input}` });

/** A place that is no file, beside which nothing can be shown. */
export const isInputPlace = (file: string): boolean => file.startsWith('input ');

/** The path of an input; `environment` is the name that takes the place of `*`. */
export const pathOf = (path: string, environment: string): Path =>
  path.split('.').map((step) => (step === '*' ? environment : step));

/**
 * Reads every given input as the value of its key: text where the key takes text, a list where it takes one (YAML, or parted
 * by commas or line ends), else YAML.
 */
export function readGiven(values: GivenValues, paths: InputPaths, environment: string): Given {
  const read = Object.entries(paths).flatMap(([input, path]) => {
    const text = values[input];
    return typeof text === 'string' && text.trim() !== ''
      ? [readOne(text, pathOf(path, environment), inputPlace(input))]
      : [];
  });
  return {
    overrides: read.flatMap((one) => ('value' in one ? [one] : [])),
    problems: read.flatMap((one) => ('value' in one ? [] : [one])),
  };
}

function readOne(text: string, path: Path, place: Place): Override | Problem {
  const schema = schemaAt(configFile, path);
  if (schema !== undefined && notes.get(schema)?.type === 'text') return { path, value: scalar(text, place) };
  if (schema !== undefined && takesTexts(schema) && !/^\s*[-[]/.test(text)) return { path, value: list(text, place) };
  const document = parseDocument(text, { version: '1.2', schema: 'core', stringKeys: true, prettyErrors: false });
  const [mistake] = document.errors;
  if (mistake !== undefined) return { ...place, path: path.join('.'), message: syntaxMistake(mistake) };
  const value = treeOf(document.toJS({ maxAliasCount: 100 }), place);
  return { path, value: value.kind === 'scalar' ? { ...value, source: text.trim() } : value };
}

const scalar = (text: string, place: Place): Node => treeOf(text.trim(), place);

function list(text: string, place: Place): Node {
  const items = text.split(/[\n,]/).map((item) => item.trim());
  return treeOf(
    items.filter((item) => item !== ''),
    place,
  );
}

/** A list of texts, alone or beside a single one. */
function takesTexts(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodUnion) return (schema.options as readonly z.ZodType[]).some(takesTexts);
  return schema instanceof z.ZodArray && schema.element instanceof z.ZodString;
}
