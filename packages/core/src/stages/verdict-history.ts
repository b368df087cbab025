import type { z } from 'zod';
import type { HistoryPoint } from '../domain/report.ts';
import type { ModelPackage, Ports } from './ports.ts';
import { historyRecord } from './records/judged-records.ts';
import { recordText } from './records/place.ts';

/** What a report shows of the past at most. */
const MOST_POINTS = 30;

export type HistoryEntry = Readonly<z.infer<typeof historyRecord>>;

const folderOf = (model: string) => `records/${model}/history/`;

/** Notes a verdict under its time; one question is noted once. */
export async function noteVerdict(
  model: string,
  noted: HistoryEntry,
  { objects }: Pick<Ports, 'objects'>,
): Promise<void> {
  const folder = folderOf(model);
  const file = `${noted.at.replaceAll(':', '')}-${noted.gateId}.json`;
  const known = (await objects.list(folder)).some((key) => key.endsWith(`-${noted.gateId}.json`));
  if (!known) await objects.claim(`${folder}${file}`, recordText(noted));
}

/** Earlier verdicts about a model, oldest first, without the one that is being given now: at most 30, the newest ones. */
export async function earlierVerdicts(
  model: string,
  now: { readonly gateId: string; readonly heldOut: string; readonly packages: readonly ModelPackage[] },
  ports: Pick<Ports, 'objects' | 'progress'>,
): Promise<readonly HistoryPoint[]> {
  const keys = (await ports.objects.list(folderOf(model))).filter((key) => !key.endsWith(`-${now.gateId}.json`));
  const read = await Promise.all(keys.slice(-MOST_POINTS).map((key) => readEntry(key, ports)));
  const known = read.flatMap((one) => (one === undefined ? [] : [one]));
  const once = known.filter(({ gateId }, index) => known.findIndex((other) => other.gateId === gateId) === index);
  return once.map(({ at, gateId, verdict, metric, value, heldOut }) => ({
    at,
    ...versionOf(gateId, now.packages),
    verdict,
    metric,
    value,
    ...(heldOut === now.heldOut ? {} : { otherHeldOut: true as const }),
  }));
}

function versionOf(gateId: string, packages: readonly ModelPackage[]): { readonly version?: number } {
  const found = packages.find(({ metadata }) => metadata['gate-id'] === gateId);
  return found === undefined ? {} : { version: found.version };
}

/** The past is drawn and decides nothing: what is not ours among it is told and left out. */
async function readEntry(
  key: string,
  { objects, progress }: Pick<Ports, 'objects' | 'progress'>,
): Promise<HistoryEntry | undefined> {
  const bytes = await objects.read(objects.uri(key));
  try {
    return historyRecord.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    const text = `${objects.uri(key)} is no earlier verdict of ours; the history is shown without it.`;
    progress({ type: 'warning', step: 'gates', text });
    return undefined;
  }
}
