import type { ByteSource, DataSchema } from '@mlops-actions/evaluation';
import { loadDataSchema } from '../config/data-schema/load.ts';
import { MlopsError } from '../domain/errors.ts';
import { openTable } from './open-table.ts';
import type { Ports } from './ports.ts';

/** The rules of a data set, with the tables they refer to. */
export interface OpenSchema {
  readonly schema: DataSchema;
  /** By their path in the file; a missing one is left out. */
  readonly references: ReadonlyMap<string, ByteSource>;
}

/** Throws CONFIG_INVALID with every mistake of the file, or because there is none. */
export async function openSchema(path: string, ports: Pick<Ports, 'objects'>): Promise<OpenSchema> {
  const bytes = await ports.objects.read(path);
  if (bytes === undefined)
    throw invalid(path, 'There is no such file; validate-data writes a first one with "suggest".');
  const loaded = loadDataSchema(path, new TextDecoder().decode(bytes));
  if ('problems' in loaded) throw new MlopsError('CONFIG_INVALID', { problems: loaded.problems });
  const { schema } = loaded;
  const files = new Set([...schema.columns.values()].flatMap(({ existsIn }) => existsIn?.file ?? []));
  const references = new Map<string, ByteSource>();
  for (const file of files) if (await ports.objects.exists(file)) references.set(file, await openTable(file, ports));
  return { schema, references };
}

const invalid = (file: string, message: string) =>
  new MlopsError('CONFIG_INVALID', { problems: [{ file, path: 'data.schema', message }] });
