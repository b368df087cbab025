import { type ColumnRule, type DataSchema, DRIFT_LIMITS } from '@mlops-actions/evaluation';
import { defined } from '../../domain/defined.ts';
import type { Problem } from '../../domain/error-catalogue.ts';
import { parseDuration } from '../duration.ts';
import { kebab, nearest } from '../nearest.ts';
import { inOrder } from '../order.ts';
import { parseYaml } from '../parse-file.ts';
import { keysAt } from '../schema-at.ts';
import { shapeProblems } from '../structure.ts';
import { keyPlaceAt, type Node, nodeAt, type Path, pathText, plain } from '../tree.ts';
import { type DataSchemaFile, dataSchemaFile } from './file.ts';
import { schemaRuleProblems } from './rules.ts';

/** A schema, or every mistake in its file with its line. */
export type LoadedDataSchema = { readonly schema: DataSchema } | { readonly problems: readonly Problem[] };

/** Reads `data/schema.yml`. `file` is its path as messages name it. */
export function loadDataSchema(file: string, text: string): LoadedDataSchema {
  const { tree, problems: unreadable, complete } = parseYaml(file, text);
  const shape = complete ? shapeProblems({ tree, root: dataSchemaFile, unknown }, { partial: false }) : [];
  const problems = [...unreadable, ...shape];
  if (problems.length > 0) return { problems: inOrder(problems, [file]) };
  const document = dataSchemaFile.parse(plain(tree));
  const rules = schemaRuleProblems(document).map(({ path, message }) => ({
    ...(nodeAt(tree, path)?.place ?? keyPlaceAt(tree, path)),
    path: pathText(path),
    message,
  }));
  return rules.length > 0 ? { problems: inOrder(rules, [file]) } : { schema: toSchema(file, document, tree) };
}

function unknown(path: Path): string {
  const key = String(path.at(-1));
  const known = keysAt(dataSchemaFile, path.slice(0, -1));
  const near = nearest(kebab(key), known);
  return near === undefined
    ? `There is no key "${key}" here; known are ${known.join(', ')}.`
    : `There is no key "${key}" here; did you mean "${near}"?`;
}

function toSchema(file: string, document: DataSchemaFile, tree: Node): DataSchema {
  const { rows = {}, columns = {}, drift = {}, duplicates = {} } = document;
  return {
    file,
    rows: defined(rows),
    columns: new Map(
      Object.entries(columns).map(([name, column]) => [name, toRule(column, keyPlaceAt(tree, ['columns', name]).line)]),
    ),
    otherColumns: document['other-columns'] ?? 'allow',
    ...defined({ maxDuplicateShare: duplicates['max-share'], maxHeldOutShare: duplicates['max-held-out-share'] }),
    drift: { ...DRIFT_LIMITS, ...defined(drift) },
  };
}

function toRule(column: NonNullable<DataSchemaFile['columns']>[string], line: number | undefined): ColumnRule {
  const { pattern, values, 'newest-within': within, 'exists-in': existsIn, min, max } = column;
  const seconds = within === undefined ? undefined : parseDuration(within);
  return {
    type: column.type,
    required: column.required ?? true,
    missing: column.missing ?? 0,
    other: column.other ?? 0,
    unique: column.unique ?? false,
    monotone: column.monotone ?? false,
    redact: column.redact ?? false,
    ...defined({
      min,
      max,
      line,
      existsIn,
      values: values?.map(String),
      pattern: pattern === undefined ? undefined : new RegExp(pattern, 'u'),
      newestWithin: seconds === undefined ? undefined : seconds * 1000,
    }),
  };
}
