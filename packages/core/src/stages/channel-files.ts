import { type ByteSource, formatOf, readBatches, TableUnreadable } from '@mlops-actions/evaluation';
import { digestOf, sha256OfStream } from '../domain/canonical.ts';
import { openTable } from './open-table.ts';
import type { Ports } from './ports.ts';
import type { CheckedChannel } from './results.ts';

/** One file of a channel. */
export interface ChannelFile {
  /** Below the folder of the channel, as training will find it. */
  readonly name: string;
  readonly source: ByteSource;
  /** A file of the repository is sent as it is, without being held in memory. */
  readonly content: { readonly file: string } | Uint8Array;
}

/** What training finds under one name. */
export interface ChannelFiles {
  readonly name: string;
  readonly path: string;
  readonly files: readonly ChannelFile[];
}

/** The same, every byte of it read once. */
export interface MeasuredChannel extends ChannelFiles {
  readonly measures: readonly Measure[];
}

interface Measure {
  readonly digest: string;
  readonly bytes: number;
}

/** The file, or every file of the folder; without files when there is nothing at the path. */
export async function openChannel(name: string, path: string, ports: Pick<Ports, 'objects'>): Promise<ChannelFiles> {
  const files = await ports.objects.files(path);
  const folder = folderOf(path);
  return {
    name,
    path,
    files: await Promise.all(
      files.map(async (file) => ({
        name: file === path ? (file.split('/').at(-1) ?? file) : file.slice(folder === '' ? 0 : folder.length + 1),
        source: await openTable(file, ports),
        content: { file },
      })),
    ),
  };
}

/** What file names are relative to: the folder itself, or of a pattern the folders before its first wildcard. */
const folderOf = (path: string): string =>
  path
    .replace(/[*?[{].*$/s, '*')
    .replace(/(^|\/)[^/]*\*$/, '')
    .replace(/\/$/, '');

/** Streams every file once, for its digest and its size. */
export async function measured(channel: ChannelFiles): Promise<MeasuredChannel> {
  const measures: Measure[] = [];
  for (const { source } of channel.files) measures.push(await measure(source));
  return { ...channel, measures };
}

const measure = (source: ByteSource): Promise<Measure> => sha256OfStream(source.stream());

/** Stores what a channel holds under its own digest. */
export async function storeChannel(
  { name, path, files, measures }: MeasuredChannel,
  rows: number | undefined,
  ports: Pick<Ports, 'objects' | 'progress'>,
): Promise<CheckedChannel> {
  const named = digestOf(files.map((file, index) => [file.name, measures[index]?.digest]));
  const digest = (files.length === 1 ? measures[0]?.digest : undefined) ?? named;
  // Everything below a prefix is input, so a prefix holds exactly these files: its name covers their names too.
  const prefix = `data/sha256-${named}/`;
  const sent = await Promise.all(files.map((file) => ports.objects.store(`${prefix}${file.name}`, file.content)));
  if (!sent.includes(true)) ports.progress({ type: 'unchanged', step: 'data', name, digest });
  return {
    name,
    path,
    uri: ports.objects.uri(prefix),
    digest,
    bytes: measures.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(rows === undefined ? {} : { rows }),
  };
}

/** Rows of the one CSV file that a channel is. Undefined for anything else: algorithms have formats of their own that end in `.csv`. */
export async function rowsOfCsv({ files }: ChannelFiles): Promise<number | undefined> {
  const [only] = files;
  if (files.length !== 1 || only === undefined || formatOf(only.name)?.kind !== 'csv') return undefined;
  try {
    let rows = 0;
    for await (const batch of readBatches([only.source], [])) rows += batch.rows;
    return rows;
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    return undefined;
  }
}
