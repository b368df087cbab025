import { MlopsError } from '../domain/errors.ts';
import type { JobState, Ports } from './ports.ts';
import type { TrainedModel } from './results.ts';

/**
 * The model of a completed training job that we made for it, by the job's name. Throws JOB_NOT_FOUND when there is none of ours
 * or it trained another model, JOB_DETACHED while it runs, JOB_FAILED when it ended without a model, OBJECT_NOT_FOUND when its archive is gone.
 */
export async function findTraining(
  { name, model }: { readonly name: string; readonly model: string },
  ports: Pick<Ports, 'jobs' | 'objects'>,
): Promise<TrainedModel> {
  const state = await ports.jobs.observe('training', name);
  const { spec, image, artefactUri } = ours(name, model, completed(name, state));
  const modelDigest = await ports.objects.digest(artefactUri);
  const channels = state?.channels === undefined ? {} : { channels: state.channels };
  return { name, spec, image, artefactUri, modelDigest, adopted: true, ...channels };
}

function completed(name: string, state: JobState | undefined): JobState {
  const kind = 'training';
  if (state === undefined)
    throw new MlopsError('JOB_NOT_FOUND', { kind, name, reason: 'nothing of that name exists here' });
  if (state.status === 'Completed') return state;
  if (state.status === 'InProgress' || state.status === 'Stopping')
    throw new MlopsError('JOB_DETACHED', { kind, name, reason: 'its model is needed, and it has not ended yet' });
  const reason = state.failureReason ?? state.secondaryStatus ?? 'no reason was given';
  throw new MlopsError('JOB_FAILED', { kind, name, status: state.status, reason, lastLines: [] });
}

function ours(name: string, wanted: string, { spec, model, image, artefactUri }: JobState) {
  const absent = (reason: string) => new MlopsError('JOB_NOT_FOUND', { kind: 'training', name, reason });
  if (spec === undefined || image === undefined || artefactUri === undefined)
    throw absent('a job of that name was not made by us');
  if (model !== wanted) throw absent(`it trained the model "${model ?? ''}", not "${wanted}"`);
  return { spec, image, artefactUri };
}
