import type { MlopsConfig } from '../config/types.ts';
import { openSchema } from './data-schema.ts';
import type { Ports } from './ports.ts';

/**
 * The columns whose values are printed nowhere, as the data's schema says. Throws CONFIG_INVALID for mistakes in the schema file, or
 * because there is none: without it nobody knows.
 */
export async function redactedColumns(
  { schema: path }: Pick<MlopsConfig['data'], 'schema'>,
  ports: Pick<Ports, 'objects'>,
): Promise<ReadonlySet<string>> {
  if (path === undefined) return new Set();
  const { schema } = await openSchema(path, ports);
  return new Set([...schema.columns].flatMap(([column, { redact }]) => (redact ? [column] : [])));
}
