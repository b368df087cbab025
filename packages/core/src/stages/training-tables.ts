import { type ByteSource, formatOf, readHeader, TableUnreadable, type TrainingTable } from '@mlops-actions/evaluation';
import type { ChannelFiles } from './channel-files.ts';

/**
 * The tables among the files of some channels: files of one channel with the same columns are one table. The first with the label,
 * of the channel `train` when there is one, is the main table. `strict` says that every table must be readable; otherwise only
 * CSV must, because other files may be what they like.
 */
export async function trainingTables(
  channels: readonly ChannelFiles[],
  told: { readonly label: string; readonly strict: boolean; readonly lineOf: TrainingTable['lineOf'] },
): Promise<readonly TrainingTable[]> {
  const tables: Headed[] = [];
  for (const channel of channels) tables.push(...(await tablesOf(channel)));
  const inTrain = tables.filter(({ name }) => name === 'train');
  const candidates = inTrain.length > 0 ? inTrain : tables;
  const main = candidates.find(({ header }) => header.includes(told.label)) ?? candidates[0];
  return tables.map((table) => ({
    name: table.name,
    files: table.files,
    strict: told.strict || table.files.every(({ name }) => /\.csv$/i.test(name)),
    ...(table === main ? { main: true } : {}),
    ...(told.lineOf === undefined ? {} : { lineOf: told.lineOf }),
  }));
}

interface Headed {
  readonly name: string;
  readonly header: readonly string[];
  readonly files: ByteSource[];
}

async function tablesOf({ name, files }: ChannelFiles): Promise<readonly Headed[]> {
  const tables = new Map<string, Headed>();
  for (const { source } of files) {
    const format = formatOf(source.name);
    // Output of a batch transform has no columns of its own.
    if (format === undefined || format.kind === 'transform') continue;
    const header = await headerOf(source);
    const key = header === undefined ? source.name : JSON.stringify([...header].sort());
    const known = tables.get(key);
    if (known === undefined) tables.set(key, { name, header: header ?? [], files: [source] });
    else known.files.push(source);
  }
  return [...tables.values()];
}

/** Undefined for a file that cannot be read, which the examination will tell. */
async function headerOf(source: ByteSource): Promise<readonly string[] | undefined> {
  try {
    return await readHeader([source]);
  } catch (error) {
    if (!(error instanceof TableUnreadable)) throw error;
    return undefined;
  }
}
