import type { ByteSource } from '@mlops-actions/evaluation';
import { tablesOf } from '../config/model-place.ts';
import { joined } from '../config/paths.ts';
import type { ChannelData, MlopsConfig } from '../config/types.ts';
import { digestOf } from '../domain/canonical.ts';
import { MlopsError } from '../domain/errors.ts';
import { problemsOf } from './data-findings.ts';
import { outOfReach } from './data-reach.ts';
import { openSources } from './data-sources.ts';
import { openTable } from './open-table.ts';
import type { Ports } from './ports.ts';

type Data = MlopsConfig['data'];

/** A checkout, and the data that its mlops.yml declares. */
export interface DataSide {
  readonly data: Data;
  readonly ports: Ports;
}

/** Never part of an image or of a repository. */
const FOLDER = '.mlops/rehearsal';

/** Why the data of a checkout cannot be read without credentials, as half a sentence for each; empty when it can. */
export const checkoutOutOfReach = ({ data, ports }: DataSide): Promise<readonly string[]> =>
  outOfReach(tablesOf(data), {
    files: ports.objects.files,
    exists: ports.objects.exists,
    hasLfsPointer: async (files) => {
      const sources = await Promise.all(files.map((file) => openTable(file, ports)));
      return (await Promise.all(sources.map(isLfsPointer))).includes(true);
    },
  });

async function isLfsPointer(source: ByteSource): Promise<boolean> {
  for await (const chunk of source.stream())
    return new TextDecoder().decode(chunk.subarray(0, 64)).startsWith('version https://git-lfs');
  return false;
}

/**
 * The data as channels and a held-out file: a table is parted, and its parts are put where no image and no commit finds them.
 * Throws DATA_INVALID for a table that cannot be parted.
 */
export async function asChannels({ data, ports }: DataSide): Promise<ChannelData> {
  if (data.kind === 'channels') return data;
  const { kind: _kind, table, heldOutShare, splitLock: _lock, ...common } = data;
  const { channels, heldOut, findings } = await openSources(data, ports);
  const train = channels[0]?.files[0]?.source;
  if (train === undefined || heldOut === undefined || findings.length > 0)
    throw new MlopsError('DATA_INVALID', { problems: problemsOf(findings, data) });
  const folder = `${FOLDER}/${digestOf({ table, heldOutShare, columns: data.columns }).slice(0, 12)}`;
  const put = async (name: string, source: ByteSource) => {
    await ports.objects.write(`${folder}/${name}`, await textOf(source));
    return `${folder}/${name}`;
  };
  return {
    ...common,
    kind: 'channels',
    channels: { train: await put('train.csv', train) },
    heldOut: await put('held-out.csv', heldOut.source),
  };
}

async function textOf(source: ByteSource): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of source.stream()) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/**
 * The training data of the head with the held-out rows and columns of the base, which lies at `baseFolder`. Neither schema is asked:
 * the check of the head's own data does so, and a column that is new fits the rules of one commit only.
 */
export function judgedByBase({ channels }: ChannelData, base: ChannelData, baseFolder: string): ChannelData {
  const { schema: _schema, ...rest } = base;
  return { ...rest, channels, heldOut: joined(baseFolder, base.heldOut) };
}
