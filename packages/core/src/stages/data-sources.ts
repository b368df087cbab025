import {
  type ByteSource,
  bytesSource,
  type Finding,
  type NamedTable,
  TableUnreadable,
} from '@mlops-actions/evaluation';
import type { ChannelData, MlopsConfig, TableData } from '../config/types.ts';
import { sha256, sha256OfStream } from '../domain/canonical.ts';
import type { Problem } from '../domain/error-catalogue.ts';
import { splitLock } from '../domain/split.ts';
import { type ChannelFiles, type MeasuredChannel, measured, openChannel } from './channel-files.ts';
import { fileFinding, unreadableFindings } from './data-findings.ts';
import { type HeldOut, LabelParting } from './held-out.ts';
import { openTable } from './open-table.ts';
import type { Ports } from './ports.ts';
import { splitTable } from './split-table.ts';
import { openRows } from './table-rows.ts';

/** Everything a configuration names, opened. */
export interface DataSources {
  readonly channels: readonly MeasuredChannel[];
  /** Line of a row of training where the user wrote it, when training is a part of that file. */
  readonly lineOf?: NamedTable['lineOf'];
  readonly heldOut?: HeldOutSource;
  /** What is missing, empty or unreadable. */
  readonly findings: readonly Finding[];
}

export interface HeldOutSource {
  readonly path: string;
  readonly source: ByteSource;
  /** sha256 hex of it. */
  readonly digest: string;
  /** What scoring sees of it, or why there is nothing to see. */
  readonly parted: HeldOut | readonly Problem[];
  readonly lineOf?: NamedTable['lineOf'];
}

/** Opens and measures what training and judging read. What is not there is a finding, so that all of it is told at once. */
export const openSources = (data: MlopsConfig['data'], ports: Ports): Promise<DataSources> =>
  data.kind === 'table' ? splitSources(data, ports) : givenSources(data, ports);

async function givenSources(data: ChannelData, ports: Ports): Promise<DataSources> {
  const opened = Object.entries(data.channels).map(([name, path]) => openChannel(name, path, ports));
  const channels: MeasuredChannel[] = [];
  for (const channel of await Promise.all(opened)) channels.push(await measured(channel));
  const findings = channels.flatMap(emptyFiles);
  if (!(await ports.objects.exists(data.heldOut)))
    return { channels, findings: [...findings, absent('held-out', data.heldOut)] };
  const read = await heldOutOf(data, await openTable(data.heldOut, ports));
  return 'findings' in read
    ? { channels, findings: [...findings, ...read.findings] }
    : { channels, findings, heldOut: read };
}

async function heldOutOf(
  { heldOut: path, columns }: ChannelData,
  source: ByteSource,
): Promise<HeldOutSource | Unreadable> {
  return readable('held-out', async () => {
    const { header, rows } = await openRows(source);
    const parting = new LabelParting(path, header.cells, columns);
    for await (const some of rows) parting.add(some);
    const { digest } = await sha256OfStream(source.stream());
    return { path, source, digest, parted: parting.result() };
  });
}

function emptyFiles({ name, path, files, measures }: MeasuredChannel): readonly Finding[] {
  if (files.length === 0) return [fileFinding('FILE_NOT_FOUND', name, path, 'There is no such file or folder.')];
  return files.flatMap(({ source }, index) => (measures[index]?.bytes === 0 ? [empty(name, source.name)] : []));
}

/** One table, parted by the hash of its rows, or of their groups. */
async function splitSources(data: TableData, ports: Ports): Promise<DataSources> {
  if (!(await ports.objects.exists(data.table))) return { channels: [], findings: [absent('train', data.table)] };
  const frozen = await freezeSplit(data, ports);
  const source = await openTable(data.table, ports);
  const split = await readable('train', () => splitTable(data, source));
  if ('findings' in split) return { channels: [], findings: [...frozen, ...split.findings] };
  const { training, heldOut, parted } = split;
  // The part is CSV whatever the table is, and named after it where the name says so too.
  const named = (part: string) => (/\.csv$/i.test(data.table) ? data.table : part);
  const { content, lineOf } = training;
  const train: ChannelFiles = {
    name: 'train',
    path: data.table,
    files: [{ name: 'train.csv', source: bytesSource(named('train.csv'), content), content }],
  };
  return {
    channels: [await measured(train)],
    lineOf,
    heldOut: {
      path: data.table,
      source: bytesSource(named('held-out.csv'), heldOut.content),
      digest: sha256(heldOut.content),
      parted,
      lineOf: heldOut.lineOf,
    },
    findings: frozen,
  };
}

/** The first run writes the rule down; a later run with another rule would move held-out rows into training. */
async function freezeSplit(
  { splitLock: path, heldOutShare, columns }: TableData,
  ports: Ports,
): Promise<readonly Finding[]> {
  const wanted = `${JSON.stringify(splitLock(heldOutShare, columns.group), undefined, 2)}\n`;
  const found = await ports.objects.read(path);
  if (found === undefined) {
    await ports.objects.write(path, wanted);
    return [];
  }
  if (new TextDecoder().decode(found).trim() === wanted.trim()) return [];
  const rule = `held-out-share ${heldOutShare}${columns.group === undefined ? '' : ` by the groups of "${columns.group}"`}`;
  const message = `The split was frozen with another rule than ${rule}; delete the lock to split anew, knowing that earlier verdicts no longer compare.`;
  return [fileFinding('SPLIT_CHANGED', 'held-out', path, message)];
}

interface Unreadable {
  readonly findings: readonly Finding[];
}

async function readable<T>(name: string, read: () => Promise<T>): Promise<T | Unreadable> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    return { findings: unreadableFindings(name, error) };
  }
}

const absent = (table: string, path: string) => fileFinding('FILE_NOT_FOUND', table, path, 'There is no such file.');
const empty = (table: string, path: string) => fileFinding('TABLE_UNREADABLE', table, path, 'The file is empty.');
