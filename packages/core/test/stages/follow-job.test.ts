import { describe, expect, it } from '@jest/globals';
import { MlopsError } from '../../src/domain/errors.ts';
import { specDigest } from '../../src/domain/job-spec.ts';
import { jobName } from '../../src/domain/names.ts';
import type { JobStep } from '../../src/stages/job-step.ts';
import type { JobState, Ports } from '../../src/stages/ports.ts';
import { attendJob } from '../../src/stages/run-job.ts';
import { aTrainingRequest } from './a-request.ts';
import { failure, world } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const request = aTrainingRequest({ maxRuntimeSeconds: 7_200 });
const spec = specDigest(request);
const name = jobName('churn', spec);

const step: JobStep = {
  step: 'training',
  model: 'churn',
  request,
  outputUri: 's3://bucket/jobs',
  artefact: (state) => state.artefactUri,
  rerun: false,
};

const expired = new MlopsError('AWS_CALL_FAILED', {
  operation: 'DescribeTrainingJob',
  awsCode: 'ExpiredTokenException',
  awsMessage: 'The security token included in the request is expired',
  transient: false,
  expired: true,
});

/** A job that trains for an hour of stepped time on a service that is asked patiently; `fault` may answer in its place. */
function hourOfTraining(fault: (minute: number) => Error | undefined = () => undefined) {
  const at = world({ run: '42' });
  const { clock } = at.ports;
  const began = clock.now();
  const minute = () => (clock.now() - began) / MINUTE;
  const asked = { observe: 0, logs: 0 };
  let next = 0;
  const answer = <T>(value: T): T => {
    const error = fault(minute());
    if (error !== undefined) throw error;
    return value;
  };
  const jobs: Ports['jobs'] = {
    ...at.ports.jobs,
    observe: async () => {
      asked.observe += 1;
      return answer(at.jobs.has(name) ? trained(minute()) : undefined);
    },
    logs: async () => {
      asked.logs += 1;
      const upTo = Math.floor(minute());
      const lines = answer(
        Array.from({ length: Math.max(0, upTo - next) }, (_, n) => ({
          stream: 's',
          at: 0,
          message: `line ${next + n}`,
        })),
      );
      next = Math.max(next, upTo);
      return { lines, cursor: { s: String(next) } };
    },
  };
  const ports: Ports = { ...at.ports, jobs, pace: 'patient' };
  return { ...at, ports, asked, minute };
}

function trained(minute: number): JobState {
  const base = { name, spec, run: '42', artefactUri: 's3://bucket/model' };
  if (minute < 3) return { ...base, status: 'InProgress', secondaryStatus: 'Starting' };
  if (minute < 60) return { ...base, status: 'InProgress', secondaryStatus: 'Training' };
  return { ...base, status: 'Completed', secondaryStatus: 'Completed', startedAt: 3 * MINUTE, endedAt: HOUR };
}

const throttled = failure('ThrottlingException', true);
const between = (from: number, to: number, error: Error) => (minute: number) =>
  minute >= from && minute < to ? error : undefined;

const warnings = (at: { readonly events: ReturnType<typeof world>['events'] }) =>
  at.events.flatMap((event) => (event.type === 'warning' ? [event.text] : []));

describe('a job of an hour on a service', () => {
  it('costs fewer than 300 calls, is noticed within 75 s of its end, and every line is told once', async () => {
    const at = hourOfTraining();
    const run = await attendJob(step, at.ports);

    expect(run).toMatchObject({ outcome: 'completed', name });
    expect(at.asked.observe + at.asked.logs).toBeLessThan(300);
    expect(at.minute()).toBeLessThan(61.25);
    expect(at.events.flatMap((event) => (event.type === 'log' ? [event.line] : []))).toEqual(
      Array.from({ length: 60 }, (_, n) => `line ${n}`),
    );
  });

  it('survives an outage of 15 minutes and says it once', async () => {
    const at = hourOfTraining(between(10, 25, throttled));

    expect(await attendJob(step, at.ports)).toMatchObject({ outcome: 'completed' });
    expect(warnings(at)).toEqual([expect.stringContaining('The service does not answer')]);
  });

  it('says a second outage again', async () => {
    const at = hourOfTraining((minute) => between(10, 25, throttled)(minute) ?? between(30, 45, throttled)(minute));

    expect(await attendJob(step, at.ports)).toMatchObject({ outcome: 'completed' });
    expect(warnings(at)).toHaveLength(2);
  });

  it('is left running after an outage of 25 minutes', async () => {
    const at = hourOfTraining(between(10, 35, throttled));

    expect(await attendJob(step, at.ports)).toMatchObject({
      outcome: 'detached',
      name,
      spec,
      reason: expect.stringContaining('no answer for 20 minutes'),
      state: { status: 'InProgress', secondaryStatus: 'Training' },
    });
    expect(at.calls).toEqual([`Create ${name}`]);
    expect(at.events).toContainEqual({ type: 'left', step: 'training', kind: 'training', name });
  });

  it('is left running at once when the credentials have ended', async () => {
    const at = hourOfTraining(between(20, 999, expired));

    expect(await attendJob(step, at.ports)).toMatchObject({
      outcome: 'detached',
      reason: 'the credentials of this step have expired',
    });
    expect(at.minute()).toBeLessThan(21.25);
    expect(at.calls).toEqual([`Create ${name}`]);
  });

  it('ends the step at once with any other failure', async () => {
    const at = hourOfTraining(between(20, 999, failure('AccessDeniedException', false)));

    await expect(attendJob(step, at.ports)).rejects.toMatchObject({ details: { awsCode: 'AccessDeniedException' } });
    expect(at.minute()).toBeLessThan(21.25);
  });
});

describe('a log that cannot be read', () => {
  const withLogs = (logs: Ports['jobs']['logs']) => {
    const at = hourOfTraining();
    return { ...at, ports: { ...at.ports, jobs: { ...at.ports.jobs, logs } } };
  };

  it('never ends a job; a refusal is said once and not repeated', async () => {
    let asked = 0;
    const at = withLogs(async () => {
      asked += 1;
      throw failure('AccessDeniedException', false);
    });

    expect(await attendJob(step, at.ports)).toMatchObject({ outcome: 'completed' });
    expect(asked).toBe(1);
    expect(warnings(at)).toEqual([expect.stringContaining('cannot be read; the job goes on')]);
  });

  it('is tried again when the failure passes', async () => {
    let asked = 0;
    const at = withLogs(async () => {
      asked += 1;
      if (asked < 20) throw throttled;
      return { lines: asked === 20 ? [{ stream: 's', at: 0, message: 'late' }] : [], cursor: {} };
    });

    expect(await attendJob(step, at.ports)).toMatchObject({ outcome: 'completed', lastLines: ['late'] });
    expect(warnings(at)).toHaveLength(1);
  });
});

describe('the reason of a job that did not complete', () => {
  const endsAs = (outcome: Partial<JobState>, terms: JobStep['terms'] = {}) => {
    const at = world();
    at.outcomes.push(outcome);
    return attendJob({ ...step, terms }, at.ports);
  };

  it.each([
    [
      { status: 'Stopped', secondaryStatus: 'MaxRuntimeExceeded' },
      /^it ran into max-runtime \(2h\) and was stopped; what it had written is at s3:\/\//,
    ],
    [
      { status: 'Stopped', secondaryStatus: 'MaxWaitTimeExceeded' },
      /^its spot capacity did not suffice within max-wait \(4h\)/,
    ],
    [{ status: 'Stopped', secondaryStatus: 'Stopped' }, /^somebody stopped it$/],
    [{ status: 'Failed', failureReason: 'AlgorithmError: no' }, /^AlgorithmError: no$/],
    [{ status: 'Failed', secondaryStatus: 'Failed' }, /^Failed$/],
  ] as const)('of %j is a sentence of its own', async (outcome, reason) => {
    const run = await endsAs(outcome, { spot: { maxWaitSeconds: 14_400 } });

    expect(run).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(reason) });
  });
});

describe('a status nobody knows', () => {
  it('is progress', async () => {
    const at = world({ endsAt: 9 });
    at.jobs.set(name, { name, spec, status: 'InProgress', secondaryStatus: 'WarmingTheOven' });

    expect(await attendJob(step, at.ports)).toMatchObject({ outcome: 'completed' });
    expect(at.events).toContainEqual({ type: 'status', step: 'training', text: `${name}: WarmingTheOven` });
  });
});

describe('a job that is not waited for', () => {
  it('is started, left, and followed by a later run of the same', async () => {
    const at = world({ run: '42', endsAt: 9 });
    const first = await attendJob({ ...step, wait: false }, at.ports);
    const second = await attendJob(step, at.ports);

    expect(first).toMatchObject({ outcome: 'started', name, adopted: false });
    expect(at.events).toContainEqual({ type: 'left', step: 'training', kind: 'training', name });
    expect(second).toMatchObject({ outcome: 'completed', name, adopted: true });
    expect(at.calls).toEqual([`Create ${name}`]);
  });
});

describe('cancel', () => {
  /** Aborts at the first event that `when` names. */
  const cancelled = (at: ReturnType<typeof world>, type: string, changes: Partial<JobStep> = {}) => {
    const { progress } = at.ports;
    const ports: Ports = {
      ...at.ports,
      progress: (event) => {
        progress(event);
        if (event.type === type) at.abort.abort(new MlopsError('CANCELLED', { what: 'the step received SIGINT' }));
      },
    };
    return attendJob({ ...step, ...changes }, ports);
  };

  it('before the job is created starts nothing', async () => {
    const at = world({ run: '42', endsAt: 9 });

    await expect(cancelled(at, 'resource')).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(at.calls).toEqual([]);
  });

  it('right after it was created stops it', async () => {
    const at = world({ run: '42', endsAt: 9 });

    await expect(cancelled(at, 'status')).rejects.toMatchObject({
      details: { what: expect.stringContaining('was stopped') },
    });
    expect(at.calls).toEqual([`Create ${name}`, `Stop ${name}`]);
  });

  it('while its log runs stops it', async () => {
    const at = world({ run: '42', endsAt: 9 });

    await expect(cancelled(at, 'log')).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(at.calls).toEqual([`Create ${name}`, `Stop ${name}`]);
  });

  it('that breaks off the reading of its log is no trouble with the log', async () => {
    const at = world({ run: '42', endsAt: 9 });
    const logs = async () => {
      at.abort.abort(new MlopsError('CANCELLED', { what: 'the step received SIGINT' }));
      throw new MlopsError('CANCELLED', { what: 'the step was to end while it called GetLogEvents' });
    };

    await expect(attendJob(step, { ...at.ports, jobs: { ...at.ports.jobs, logs } })).rejects.toMatchObject({
      details: { what: expect.stringContaining('was stopped') },
    });
    expect(warnings(at)).toEqual([]);
  });

  it('while it uploads stops it', async () => {
    const at = world({ run: '42', endsAt: 9 });
    at.jobs.set(name, { name, spec, run: '42', status: 'InProgress', secondaryStatus: 'Uploading' });

    await expect(cancelled(at, 'log')).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(at.calls).toEqual([`Stop ${name}`]);
  });

  it('between two jobs starts no second one', async () => {
    const at = world({ run: '42' });
    await attendJob(step, at.ports);
    at.abort.abort(new MlopsError('CANCELLED', { what: 'the step received SIGINT' }));
    const second: JobStep = { ...step, request: { ...request, hyperparameters: { trees: '3' } } };

    await expect(attendJob(second, at.ports)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(at.calls).toEqual([`Create ${name}`]);
  });

  it('leaves it when on-cancel says so, and nobody cleans it up', async () => {
    const at = world({ run: '42', endsAt: 9 });

    await expect(cancelled(at, 'log', { onCancel: 'leave' })).rejects.toMatchObject({
      details: { what: expect.stringContaining('was left running, as on-cancel says') },
    });
    expect(at.calls).toEqual([`Create ${name}`]);
    expect(at.events).toContainEqual({ type: 'left', step: 'training', kind: 'training', name });
  });
});

describe('terms of a job', () => {
  const placements = async (changes: Partial<JobStep>) => {
    const at = world();
    const seen: unknown[] = [];
    const start: Ports['jobs']['start'] = async (job, asked, placement) => {
      seen.push(placement);
      await at.ports.jobs.start(job, asked, placement);
    };
    const ports = { ...at.ports, jobs: { ...at.ports.jobs, start } };
    at.outcomes.push({ status: 'Failed' });
    await attendJob({ ...step, ...changes }, ports);
    await attendJob({ ...step, ...changes }, ports);
    return seen as readonly { readonly checkpointUri?: string }[];
  };

  it('give a try after a failure the checkpoints of the first', async () => {
    const seen = await placements({ checkpointsUri: 's3://bucket/checkpoints' });

    expect(seen.map(({ checkpointUri }) => checkpointUri)).toEqual([
      `s3://bucket/checkpoints/${name}`,
      `s3://bucket/checkpoints/${name}`,
    ]);
  });

  it('give a rerun checkpoints of its own', async () => {
    const seen = await placements({ checkpointsUri: 's3://bucket/checkpoints', rerun: true });

    expect(seen.map(({ checkpointUri }) => checkpointUri)).toEqual([
      `s3://bucket/checkpoints/${name}`,
      `s3://bucket/checkpoints/${name}-2`,
    ]);
  });

  it('change neither its name nor its specification', async () => {
    const at = world();
    const run = await attendJob(
      { ...step, terms: { spot: { maxWaitSeconds: 9_000 }, networkIsolation: true } },
      at.ports,
    );

    expect(run).toMatchObject({ name, spec });
  });
});
