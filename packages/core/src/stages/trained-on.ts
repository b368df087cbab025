import { MlopsError } from '../domain/errors.ts';
import type { Ports } from './ports.ts';
import type { CheckedChannel, TrainedModel } from './results.ts';

/**
 * The data a model was trained on, as far as it was checked against the held-out rows. A job that this run did not start says
 * itself what it read: what was stored from the repository has to be what is declared now, and objects that stayed elsewhere
 * are said to be unchecked. Throws DATA_MISMATCH.
 */
export function trainedOn(
  { name: job, channels: read }: Pick<TrainedModel, 'name' | 'channels'>,
  declared: readonly CheckedChannel[],
  ports: Pick<Ports, 'objects' | 'progress'>,
): readonly TrainingData[] {
  if (read === undefined) return declared;
  const ours = ports.objects.uri('data/sha256-');
  const differences = Object.entries(read).flatMap(([name, uri]) => {
    const now = declared.find((channel) => channel.name === name)?.uri;
    return uri.startsWith(ours) && uri !== now
      ? [`the channel "${name}" was ${uri} and is ${now ?? 'not declared'}`]
      : [];
  });
  if (differences.length > 0) throw new MlopsError('DATA_MISMATCH', { job, differences });
  const checked = declared.filter(({ name, uri }) => read[name] === uri);
  const others = Object.entries(read).filter(([name]) => !checked.some((channel) => channel.name === name));
  return [...checked, ...others.map(([name, uri]) => elsewhere(job, name, uri, ports))];
}

/** One channel for the lineage; without a digest its content is not known here. */
export interface TrainingData extends Pick<CheckedChannel, 'name' | 'path' | 'rows'> {
  readonly digest?: string;
}

function elsewhere(job: string, name: string, uri: string, { progress }: Pick<Ports, 'progress'>): TrainingData {
  const text = `${job} read its channel "${name}" from ${uri}; whether held-out rows are in it was not checked.`;
  progress({ type: 'warning', step: 'data', text });
  return { name, path: uri };
}
