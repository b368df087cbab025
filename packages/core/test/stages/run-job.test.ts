import { describe, expect, it } from '@jest/globals';
import { specDigest } from '../../src/domain/job-spec.ts';
import { jobName } from '../../src/domain/names.ts';
import type { ProgressEvent } from '../../src/stages/ports.ts';
import { runJob } from '../../src/stages/run-job.ts';
import { aTrainingRequest } from './a-request.ts';
import { world } from './world.ts';

const request = aTrainingRequest();
const spec = specDigest(request);
const first = jobName('churn', spec);

const run = (at: ReturnType<typeof world>, rerun = false) =>
  runJob(
    {
      step: 'training',
      model: 'churn',
      request,
      outputUri: 's3://bucket/jobs',
      artefact: (state) => state.artefactUri,
      rerun,
    },
    at.ports,
  );

describe('runJob', () => {
  it('starts one job, follows it with its log and returns its artefact', async () => {
    const at = world();

    expect(await run(at)).toEqual({
      name: first,
      spec,
      adopted: false,
      artefactUri: `s3://bucket/jobs/${first}/model.tar.gz`,
      seconds: 2,
    });
    expect(at.calls).toEqual([`Create ${first}`]);
    expect(at.events).toContainEqual({ type: 'log', step: 'training', line: `hello from ${first}` });
  });

  it('names the job before it creates it', async () => {
    const at = world();
    await run(at);

    expect(at.events[0]).toEqual({ type: 'resource', step: 'training', kind: 'training', name: first });
  });

  it('adopts a completed job of the same spec and creates nothing', async () => {
    const at = world();
    await run(at);

    expect(await run(at)).toMatchObject({ name: first, adopted: true });
    expect(at.calls).toEqual([`Create ${first}`]);
    expect(at.events).toContainEqual({ type: 'unchanged', step: 'training', name: first, digest: spec });
  });

  it('follows a job that a killed run had started', async () => {
    const at = world();
    at.jobs.set(first, { name: first, status: 'InProgress', spec });

    expect(await run(at)).toMatchObject({ name: first, adopted: true });
    expect(at.calls).toEqual([]);
  });

  it('waits for a job that is being stopped to end, and starts the next', async () => {
    const at = world();
    at.jobs.set(first, { name: first, status: 'Stopping', spec });
    const progress = (event: ProgressEvent) => {
      if (event.type !== 'status' || !event.text.endsWith('waiting for its end')) return;
      at.jobs.set(first, { name: first, status: 'Stopped', spec });
    };

    expect(await run({ ...at, ports: { ...at.ports, progress } })).toMatchObject({ name: `${first}-2` });
    expect(at.calls).toEqual([`Create ${first}-2`]);
  });

  it('does not adopt a job whose artefact is gone', async () => {
    const at = world();
    at.jobs.set(first, { name: first, status: 'Completed', spec, artefactUri: 's3://bucket/gone' });

    expect(await run(at)).toMatchObject({ name: `${first}-2`, adopted: false });
  });

  it('starts the next ordinal only after a terminal failure or on rerun', async () => {
    const at = world();
    at.outcomes.push({ status: 'Failed', failureReason: 'AlgorithmError: out of luck' });

    await expect(run(at)).rejects.toMatchObject({
      code: 'JOB_FAILED',
      details: { status: 'Failed', reason: 'AlgorithmError: out of luck', lastLines: [`hello from ${first}`] },
    });
    expect(await run(at)).toMatchObject({ name: `${first}-2` });
    expect(await run(at, true)).toMatchObject({ name: `${first}-3`, adopted: false });
    expect(await run(at)).toMatchObject({ name: `${first}-3`, adopted: true });
  });

  it('refuses a name that another tool has taken', async () => {
    const at = world();
    at.jobs.set(first, { name: first, status: 'Completed' });

    await expect(run(at)).rejects.toMatchObject({ code: 'NAME_TAKEN' });
  });

  it('stops after nine failures of one spec', async () => {
    const at = world();
    for (let k = 1; k <= 9; k += 1)
      at.jobs.set(jobName('churn', spec, k), { name: jobName('churn', spec, k), status: 'Failed', spec });

    await expect(run(at)).rejects.toMatchObject({ code: 'JOB_ORDINALS_EXHAUSTED', details: { tries: 9 } });
  });
});

describe('cancel', () => {
  const cancelDuring = async (at: ReturnType<typeof world>) => {
    const { progress } = at.ports;
    const ports = {
      ...at.ports,
      progress: (event: Parameters<typeof progress>[0]) => (event.type === 'log' ? at.abort.abort() : progress(event)),
    };
    return run({ ...at, ports });
  };

  it('stops the job it started', async () => {
    const at = world({ run: '42', endsAt: 9 });

    await expect(cancelDuring(at)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(at.calls).toEqual([`Create ${first}`, `Stop ${first}`]);
  });

  it('leaves a job that another run had started', async () => {
    const at = world({ run: '42' });
    at.jobs.set(first, { name: first, status: 'InProgress', spec, run: '41' });

    await expect(cancelDuring(at)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(at.calls).toEqual([]);
  });
});
