import { MlopsError } from '../domain/errors.ts';
import { type MetricFile, type MetricFiles, parseMetricFile } from '../domain/gates/from-file.ts';
import type { Gate } from '../domain/gates/gate.ts';
import type { StoredMetrics } from '../domain/gates/opponent.ts';
import type { Ports } from './ports.ts';

type Reading = Pick<Ports, 'objects'>;

/** The files of numbers that gates name, by path; a gate says itself what it makes of one that is not there. */
export async function readMetricFiles(gates: readonly Gate[], ports: Reading): Promise<MetricFiles> {
  const paths = [...new Set(gates.flatMap((gate) => ('from' in gate ? [gate.from] : [])))];
  const files = paths.map(async (path): Promise<readonly [string, MetricFile]> => [path, await readOne(path, ports)]);
  return Object.fromEntries(await Promise.all(files));
}

/** Stored metrics of a champion: numbers, and the `rows` they rest on. Throws OBJECT_NOT_FOUND and EVIDENCE_INVALID. */
export async function readStoredMetrics(location: string, ports: Reading): Promise<StoredMetrics> {
  const file = await readOne(location, ports);
  if (file === 'missing') throw new MlopsError('OBJECT_NOT_FOUND', { location });
  const { rows, ...values }: Readonly<Record<string, number>> = file === 'unreadable' ? {} : file;
  if (rows !== undefined && Number.isInteger(rows) && rows > 0) return { rows, values };
  const message = 'It is no JSON map of numbers with "rows", the number of rows that they rest on.';
  throw new MlopsError('EVIDENCE_INVALID', { problems: [{ file: location, path: 'rows', message }] });
}

async function readOne(location: string, { objects }: Reading): Promise<MetricFile> {
  const bytes = await objects.read(location);
  return bytes === undefined ? 'missing' : parseMetricFile(new TextDecoder().decode(bytes));
}
