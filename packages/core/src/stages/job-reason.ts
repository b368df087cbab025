import { formatDuration } from '../config/duration.ts';
import type { JobStep } from './job-step.ts';
import type { JobState } from './ports.ts';

/** Why a job ended without success, for people: the service's own words, or what its statuses mean. */
export function jobReason({ request, terms }: Pick<JobStep, 'request' | 'terms'>, state: JobState): string {
  switch (state.secondaryStatus) {
    case 'MaxRuntimeExceeded':
      return `it ran into max-runtime (${formatDuration(request.maxRuntimeSeconds)}) and was stopped${saved(state)}`;
    case 'MaxWaitTimeExceeded':
      return `its spot capacity did not suffice within max-wait (${formatDuration(terms?.spot?.maxWaitSeconds ?? 0)})${saved(state)}`;
    default:
      return state.failureReason ?? (state.status === 'Stopped' ? 'somebody stopped it' : noReason(state));
  }
}

const noReason = ({ secondaryStatus }: JobState) => secondaryStatus ?? 'no reason was given';

/** SageMaker uploads /opt/ml/model of a stopped job too; it is never taken for a trained model. */
const saved = ({ artefactUri }: JobState) =>
  artefactUri === undefined ? '' : `; what it had written is at ${artefactUri}`;
