import { type ByteSource, bytesSource, type Finding } from '@mlops-actions/evaluation';
import type { MlopsConfig, TableData } from '../config/types.ts';
import { digestOf, sha256 } from '../domain/canonical.ts';
import type { Problem } from '../domain/error-catalogue.ts';
import { MlopsError } from '../domain/errors.ts';
import { isHeldOut, splitLock } from '../domain/split.ts';
import { type HeldOut, noColumn, partLabels } from './held-out.ts';
import type { Ports } from './ports.ts';
import type { CheckedChannel, CheckedData } from './results.ts';
import { column, sliceTable, type Table, tableOf } from './tables.ts';

/** The data of a run: what training sees, what scoring sees, and the labels that only we see. */
export interface PreparedData extends CheckedData {
  readonly idColumn: string;
  readonly labels: HeldOut['labels'];
  /** The held-out rows with all their columns, which only we see. */
  readonly heldOutSource: ByteSource;
  /** What the checks found that is no reason to stop. */
  readonly findings: readonly Finding[];
}

interface Source {
  readonly name: string;
  readonly path: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/**
 * Reads and checks everything the config names, parts the held-out labels, and stores the bytes under their own digests.
 * Throws DATA_INVALID with all problems before anything is sent.
 */
export async function checkData(config: Pick<MlopsConfig, 'data'>, ports: Ports): Promise<PreparedData> {
  ports.progress({ type: 'started', step: 'data', text: 'reading and checking the data' });
  const problems: Problem[] = [];
  const { sources, heldOutText, heldOutPath } = await readSources(config, ports, problems);
  const table = tableOf(heldOutPath, heldOutText, problems);
  const parted = table === undefined ? [] : partLabels(heldOutPath, table, config.data.columns);
  const heldOut = isHeldOutData(parted) ? parted : undefined;
  if (!isHeldOutData(parted)) problems.push(...parted);
  for (const source of sources) checkSource(source, table, problems);
  if (problems.length > 0 || heldOut === undefined || table === undefined)
    throw new MlopsError('DATA_INVALID', { problems });
  const channels = await Promise.all(sources.map((source) => storeSource(source, ports)));
  const scored: Source = {
    name: 'held-out',
    path: heldOutPath,
    files: [{ name: 'held-out.csv', bytes: encode(heldOut.unlabelled) }],
  };
  const data = {
    channels,
    heldOut: await storeSource(scored, ports),
    idColumn: heldOut.idColumn,
    labels: heldOut.labels,
    heldOutSource: bytesSource(heldOutPath, heldOutText),
    findings: [],
  };
  ports.progress({ type: 'finished', step: 'data', text: summary(data) });
  return data;
}

async function readSources(config: Pick<MlopsConfig, 'data'>, ports: Ports, problems: Problem[]) {
  const { data } = config;
  if (data.kind === 'table') {
    const text = decode((await readOrProblem(data.table, 'data.table', ports, problems)) ?? new Uint8Array());
    await freezeSplit(data, ports, problems);
    const table = tableOf(data.table, text, problems);
    const keys = table === undefined ? [] : splitKeys(data, table, problems);
    const part = (heldOut: boolean) =>
      table === undefined
        ? ''
        : sliceTable(table, (index) => isHeldOut(keys[index] ?? '', data.heldOutShare) === heldOut);
    const train: Source = {
      name: 'train',
      path: data.table,
      files: [{ name: 'train.csv', bytes: encode(part(false)) }],
    };
    return { sources: [train], heldOutText: part(true), heldOutPath: data.table };
  }
  const sources = await Promise.all(
    Object.entries(data.channels).map(([name, path]) => readChannel(name, path, ports, problems)),
  );
  const heldOut = await readOrProblem(data.heldOut, 'data.held-out', ports, problems);
  return { sources, heldOutText: decode(heldOut ?? new Uint8Array()), heldOutPath: data.heldOut };
}

async function readOrProblem(
  path: string,
  key: string,
  ports: Ports,
  problems: Problem[],
): Promise<Uint8Array | undefined> {
  const bytes = await ports.objects.read(path);
  if (bytes === undefined || bytes.length === 0) {
    problems.push({
      file: path,
      path: key,
      message: bytes === undefined ? 'There is no such file.' : 'The file is empty.',
    });
  }
  return bytes;
}

/** The file, or every file of the folder. */
export async function readChannel(name: string, path: string, ports: Ports, problems: Problem[]): Promise<Source> {
  const files = await ports.objects.files(path);
  if (files.length === 0)
    problems.push({ file: path, path: `data.channels.${name}`, message: 'There is no such file or folder.' });
  const read = files.map(async (file) => ({
    name: file === path ? (file.split('/').at(-1) ?? file) : file.slice(path.replace(/\/$/, '').length + 1),
    bytes: (await readOrProblem(file, `data.channels.${name}`, ports, problems)) ?? new Uint8Array(),
  }));
  return { name, path, files: await Promise.all(read) };
}

/** What decides on which side each row falls: its own bytes, or the value of its group. */
function splitKeys({ table: file, columns }: TableData, table: Table, problems: Problem[]): readonly string[] {
  if (columns.group === undefined) return table.raw;
  const groups = column(table, columns.group);
  if (groups === undefined) problems.push(noColumn(file, table, columns.group));
  return groups ?? [];
}

/** The first run writes the rule down; a later run with another rule would move held-out rows into training. */
async function freezeSplit(data: TableData, ports: Ports, problems: Problem[]): Promise<void> {
  const { splitLock: lockPath, heldOutShare: share, columns } = data;
  const wanted = `${JSON.stringify(splitLock(share, columns.group), undefined, 2)}\n`;
  const found = await ports.objects.read(lockPath);
  if (found === undefined) return ports.objects.write(lockPath, wanted);
  if (decode(found).trim() === wanted.trim()) return;
  problems.push({
    file: lockPath,
    path: 'data.held-out-share',
    message: `The split was frozen with another rule than held-out-share ${share}${columns.group === undefined ? '' : ` by the groups of "${columns.group}"`}; delete the lock to split anew, knowing that earlier verdicts no longer compare.`,
  });
}

/** None of the rows that training sees may be held out as well. */
function checkSource(source: Source, heldOut: Table | undefined, problems: Problem[]): void {
  for (const file of source.files.filter(({ name }) => name.toLowerCase().endsWith('.csv'))) {
    const path = source.files.length === 1 ? source.path : `${source.path}/${file.name}`;
    const table = tableOf(path, decode(file.bytes), problems);
    if (table === undefined || heldOut === undefined || !heldOut.header.every((name) => table.header.includes(name)))
      continue;
    const known = new Set(rowKeys(heldOut, heldOut.header));
    const leaked = rowKeys(table, heldOut.header).flatMap((key, index) => (known.has(key) ? [index] : []));
    const first = leaked[0];
    if (first === undefined) continue;
    problems.push({
      file: path,
      line: table.lines[first] ?? 1,
      path: `data.channels.${source.name}`,
      message: `${leaked.length} of its rows are held-out rows too; a model that has seen them cannot be judged on them.`,
    });
  }
}

/** A row by the values of some columns, whatever their order and spelling in the file. */
function rowKeys(table: Table, columns: readonly string[]): readonly string[] {
  const places = columns.map((name) => table.header.indexOf(name));
  return table.rows.map((row) => JSON.stringify(places.map((place) => row[place])));
}

/** Stores what a channel holds under its own digest. */
export async function storeSource(source: Source, ports: Ports): Promise<CheckedChannel> {
  const files = source.files.map(({ name, bytes }) => ({ name, bytes, digest: sha256(bytes) }));
  const [only] = files;
  const digest =
    files.length === 1 && only !== undefined
      ? only.digest
      : digestOf(files.map(({ name, digest: file }) => [name, file]));
  // Everything below a prefix is input, so a prefix holds exactly these files: its name covers their names too.
  const prefix = `data/sha256-${digestOf(files.map(({ name, digest: file }) => [name, file]))}/`;
  const sent = await Promise.all(files.map(({ name, bytes }) => ports.objects.store(`${prefix}${name}`, bytes)));
  if (!sent.includes(true)) ports.progress({ type: 'unchanged', step: 'data', name: source.name, digest });
  const rows = files.length === 1 && only?.name.endsWith('.csv') ? rowsOf(only) : undefined;
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return {
    name: source.name,
    path: source.path,
    uri: ports.objects.uri(prefix),
    digest,
    bytes,
    ...(rows === undefined ? {} : { rows }),
  };
}

/** Undefined for what does not read as a table: algorithms have formats of their own that end in `.csv`. */
const rowsOf = ({ name, bytes }: Source['files'][number]): number | undefined =>
  tableOf(name, decode(bytes), [])?.rows.length;

const isHeldOutData = (parted: HeldOut | readonly Problem[]): parted is HeldOut => !Array.isArray(parted);

const summary = (data: CheckedData) =>
  [...data.channels, data.heldOut]
    .map(({ name, rows, bytes }) => `${name} ${rows === undefined ? `${bytes} bytes` : `${rows} rows`}`)
    .join(', ');

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const encode = (text: string) => new TextEncoder().encode(text);
