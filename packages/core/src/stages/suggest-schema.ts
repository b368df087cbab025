import { type Profile, suggest } from '@mlops-actions/evaluation';
import type { Ports } from './ports.ts';

/** Where a schema is suggested when mlops.yml names none. */
export const SCHEMA_FILE = 'data/schema.yml';

export interface Suggestion {
  readonly file: string;
  /** `kept`: there is another file already, which is never overwritten. */
  readonly outcome: 'written' | 'unchanged' | 'kept';
}

/** Writes a first schema for a table that looks like this one, unless there is one. */
export async function suggestSchema(
  profile: Profile,
  file: string,
  { objects }: Pick<Ports, 'objects'>,
): Promise<Suggestion> {
  const text = suggest(profile);
  const found = await objects.read(file);
  if (found !== undefined) return { file, outcome: new TextDecoder().decode(found) === text ? 'unchanged' : 'kept' };
  await objects.write(file, text);
  return { file, outcome: 'written' };
}
