import { MlopsError } from '@mlops-actions/core';
import type { DeployInputs, Mode } from './inputs.ts';

type Choice = 'version' | 'training-job' | 'gate-id' | 'generation' | 'reason';

/** Inputs that mean something in some modes only. */
const MODES_OF: Readonly<Record<Choice, readonly Mode[]>> = {
  version: ['deploy', 'plan', 'release'],
  'training-job': ['deploy'],
  'gate-id': ['deploy'],
  generation: ['rollback'],
  reason: ['rollback', 'release'],
};

/** The mode. Throws INPUT_INVALID with every input that does not go with it or with another one. */
export function checkMode(inputs: DeployInputs): Mode {
  const mode = inputs.mode ?? 'deploy';
  const problems = [...strangers(inputs, mode), ...halves(inputs)];
  if (problems.length > 0) throw new MlopsError('INPUT_INVALID', { problems });
  return mode;
}

const strangers = (inputs: DeployInputs, mode: Mode) =>
  (Object.keys(MODES_OF) as Choice[])
    .filter((input) => inputs[input] !== undefined && !MODES_OF[input].includes(mode))
    .map((input) => ({ input, message: `means nothing in mode ${mode}, only in ${MODES_OF[input].join(', ')}` }));

function halves({ version, 'training-job': job, 'gate-id': gateId }: DeployInputs) {
  const both = 'training-job and gate-id say together which model was judged; give both';
  if (job !== undefined && version !== undefined)
    return [{ input: 'version', message: 'excludes training-job: the version follows from the job' }];
  if (job !== undefined && gateId === undefined) return [{ input: 'gate-id', message: both }];
  return job === undefined && gateId !== undefined ? [{ input: 'training-job', message: both }] : [];
}
