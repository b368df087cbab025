import type { JobKind } from '@mlops-actions/core';
import type { ConnectedPorts, StopOutcome } from './create-ports.ts';

const TOLD: Readonly<Record<StopOutcome, string>> = {
  stopped: 'was still running and has been stopped',
  stopping: 'is being stopped already',
  'already-terminal': 'had ended already',
  absent: 'was never started',
  left: 'belongs to another run and goes on',
};

/** Stops the jobs that a cancelled or killed run left running, never another run's; a sentence for each. */
export function stopJobs(
  jobs: readonly { readonly kind: JobKind; readonly name: string }[],
  ports: Pick<ConnectedPorts, 'stopJob'>,
): Promise<readonly string[]> {
  return Promise.all(
    jobs.map(async ({ kind, name }) => `The ${kind} job ${name} ${TOLD[await ports.stopJob(kind, name)]}.`),
  );
}
