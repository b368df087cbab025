import type { ExamineRequest } from '@mlops-actions/evaluation';
import type { MlopsConfig } from '../config/types.ts';
import { openSchema } from './data-schema.ts';
import type { Ports } from './ports.ts';

/**
 * How many held-out rows training may hold, as the data's schema says, where the rest of the schema is not asked. Throws
 * CONFIG_INVALID for mistakes in the schema file, or because there is none.
 */
export async function heldOutRule(
  { schema: path }: Pick<MlopsConfig['data'], 'schema'>,
  ports: Pick<Ports, 'objects'>,
): Promise<Pick<ExamineRequest, 'maxHeldOutShare'>> {
  if (path === undefined) return {};
  const { maxHeldOutShare } = (await openSchema(path, ports)).schema;
  return maxHeldOutShare === undefined ? {} : { maxHeldOutShare };
}
