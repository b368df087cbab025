import {
  type ByteSource,
  bytesSource,
  type Finding,
  type NamedTable,
  TableUnreadable,
} from '@mlops-actions/evaluation';
import type { ChannelData, MlopsConfig, TableData } from '../config/types.ts';
import { isHeldOut, splitLock } from '../domain/split.ts';
import { type ChannelFiles, type MeasuredChannel, measured, openChannel } from './channel-files.ts';
import { fileFinding, unreadableFindings } from './data-findings.ts';
import { openTable } from './open-table.ts';
import type { Ports } from './ports.ts';
import { tableInMemory } from './table-in-memory.ts';
import { column, sliceTable, type Table } from './tables.ts';

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
  /** All of it, for the rows that scoring sees. */
  readonly table: Table;
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
  const source = await openTable(data.heldOut, ports);
  const read = await readWhole('held-out', source);
  if ('findings' in read) return { channels, findings: [...findings, ...read.findings] };
  return { channels, findings, heldOut: { path: data.heldOut, source, table: read.table } };
}

function emptyFiles({ name, path, files, measures }: MeasuredChannel): readonly Finding[] {
  if (files.length === 0) return [fileFinding('FILE_NOT_FOUND', name, path, 'There is no such file or folder.')];
  return files.flatMap(({ source }, index) => (measures[index]?.bytes === 0 ? [empty(name, source.name)] : []));
}

/** One table, parted by the hash of its rows, or of their groups. */
async function splitSources(data: TableData, ports: Ports): Promise<DataSources> {
  if (!(await ports.objects.exists(data.table))) return { channels: [], findings: [absent('train', data.table)] };
  const frozen = await freezeSplit(data, ports);
  const read = await readWhole('train', await openTable(data.table, ports));
  if ('findings' in read) return { channels: [], findings: [...frozen, ...read.findings] };
  const { table } = read;
  const groups = data.columns.group === undefined ? undefined : column(table, data.columns.group);
  const held = table.raw.map((raw, index) => isHeldOut(groups?.[index] ?? raw, data.heldOutShare));
  // The part is CSV whatever the table is, and named after it where the name says so too.
  const named = (part: string) => (/\.csv$/i.test(data.table) ? data.table : part);
  const part = (wanted: boolean) => new TextEncoder().encode(sliceTable(table, (index) => held[index] === wanted));
  const [training, heldOut] = [part(false), part(true)];
  const train: ChannelFiles = {
    name: 'train',
    path: data.table,
    files: [{ name: 'train.csv', source: bytesSource(named('train.csv'), training), content: training }],
  };
  return {
    channels: [await measured(train)],
    lineOf: linesOf(table, held, false),
    heldOut: {
      path: data.table,
      source: bytesSource(named('held-out.csv'), heldOut),
      table: pick(table, held),
      lineOf: linesOf(table, held, true),
    },
    findings: frozen,
  };
}

function linesOf({ lines }: Table, held: readonly boolean[], wanted: boolean): (row: number) => number | undefined {
  const kept = lines.filter((_, index) => held[index] === wanted);
  return (row) => kept[row];
}

function pick(table: Table, held: readonly boolean[]): Table {
  const kept = <T>(values: readonly T[]) => values.filter((_, index) => held[index] === true);
  return { ...table, rows: kept(table.rows), raw: kept(table.raw), lines: kept(table.lines) };
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

async function readWhole(
  name: string,
  source: ByteSource,
): Promise<{ readonly table: Table } | { readonly findings: readonly Finding[] }> {
  try {
    const table = await tableInMemory(source);
    return table.header.length === 0 ? { findings: [empty(name, source.name)] } : { table };
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    return { findings: unreadableFindings(name, error) };
  }
}

const absent = (table: string, path: string) => fileFinding('FILE_NOT_FOUND', table, path, 'There is no such file.');
const empty = (table: string, path: string) => fileFinding('TABLE_UNREADABLE', table, path, 'The file is empty.');
