import type { Ports } from './ports.ts';
import { judgedRecord } from './records/judged-records.ts';
import { recordText } from './records/place.ts';

export interface JudgedCandidate {
  readonly model: string;
  /** sha256 hex of the model archive. */
  readonly digest: string;
  /** sha256 hex of the held-out rows. */
  readonly heldOut: string;
}

/**
 * How many other candidates were judged on these very held-out rows before this one. Counted once per candidate and then kept,
 * so that the same question has the same answer whenever it is asked again.
 */
export async function judgedBefore(
  { model, digest, heldOut }: JudgedCandidate,
  { objects }: Pick<Ports, 'objects'>,
): Promise<number> {
  const folder = `records/held-out/sha256-${heldOut}/`;
  const key = `${folder}${digest}.json`;
  const others = (await objects.list(folder)).filter((other) => other !== key);
  const counted = { schema: 'judged-v1', model, before: others.length };
  if (await objects.claim(key, recordText(counted))) return counted.before;
  return (await countedAt(objects.uri(key), objects)) ?? counted.before;
}

async function countedAt(location: string, objects: Ports['objects']): Promise<number | undefined> {
  const text = new TextDecoder().decode(await objects.read(location));
  const parsed = judgedRecord.safeParse(jsonIn(text));
  return parsed.success ? parsed.data.before : undefined;
}

/** The count informs and decides nothing: a mark that somebody overwrote counts as one that is not there. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
