import { leavesRoot, normalPath } from '../config/paths.ts';
import { leavesRepository } from '../config/rules/paths.ts';
import { pathSlip } from '../config/schema/path-slip.ts';
import type { Problem } from '../domain/error-catalogue.ts';
import { MlopsError } from '../domain/errors.ts';
import type { InputMode } from '../domain/job-spec.ts';
import { measured, openChannel, rowsOfCsv, storeChannel } from './channel-files.ts';
import type { Ports } from './ports.ts';
import type { CheckedChannel } from './results.ts';

/** A channel as a step was told: a path of the repository or an `s3://` URI, and what the program is told of it. */
export interface ChannelSource {
  readonly from: string;
  readonly contentType?: string;
  readonly inputMode?: InputMode;
}

/**
 * Channels that training can read. Files of the repository are stored by digest, as the data check stores them; objects of a
 * bucket stay where they are and count as the list of their names, sizes and ETags. `folder` is the one that paths are
 * relative to, as seen from the repository. Throws DATA_INVALID with every channel that has nothing in it or leaves the
 * repository, before anything is sent.
 */
export async function trainingChannels(
  sources: Readonly<Record<string, ChannelSource>>,
  folder: string,
  ports: Ports,
): Promise<readonly CheckedChannel[]> {
  ports.progress({ type: 'started', step: 'data', text: 'reading the channels' });
  const prepared = await Promise.all(
    Object.entries(sources).map(async ([name, source]) => ({
      source,
      ...(await (source.from.startsWith('s3://')
        ? inBucket(name, source.from, ports)
        : inRepository(name, source.from, folder, ports))),
    })),
  );
  const problems = prepared.flatMap((channel) => channel.problems);
  if (problems.length > 0) throw new MlopsError('DATA_INVALID', { problems });
  const channels = await Promise.all(
    prepared.map(async ({ source: { from: _from, ...told }, store }) => ({ ...(await store()), ...told })),
  );
  ports.progress({
    type: 'finished',
    step: 'data',
    text: channels.map(({ name, path }) => `${name} ${path}`).join(', '),
  });
  return channels;
}

interface Prepared {
  readonly problems: readonly Problem[];
  /** Only without problems. */
  store(): Promise<CheckedChannel>;
}

/** The names of files are what lies below the path, so it is read as mlops.yml reads it. */
async function inRepository(name: string, from: string, folder: string, ports: Ports): Promise<Prepared> {
  const path = normalPath(from);
  const problem = (file: string, message: string): Problem => ({ file, path: `channels.${name}`, message });
  const mistake = pathSlip(from) ?? (leavesRoot(folder, path) ? leavesRepository(from) : undefined);
  const channel = await measured(
    mistake === undefined ? await openChannel(name, path, ports) : { name, path, files: [] },
  );
  const absent = channel.files.length === 0 ? [problem(path, 'There is no such file or folder.')] : [];
  const empty = channel.files.flatMap(({ source }, index) =>
    channel.measures[index]?.bytes === 0 ? [problem(source.name, 'The file is empty.')] : [],
  );
  return {
    problems: mistake === undefined ? [...absent, ...empty] : [problem(from, mistake)],
    store: async () => storeChannel(channel, await rowsOfCsv(channel), ports),
  };
}

async function inBucket(name: string, uri: string, ports: Ports): Promise<Prepared> {
  const found = await ports.objects.fingerprint(uri);
  const absent = { file: uri, path: `channels.${name}`, message: 'There is no object under this URI.' };
  return {
    problems: found === undefined ? [absent] : [],
    store: async () => ({ name, path: uri, uri, digest: found?.digest ?? '', bytes: found?.bytes ?? 0 }),
  };
}
