import { describe, expect, it } from '@jest/globals';
import type { TrainingRequest } from '../../src/domain/job-spec.ts';
import { findTraining } from '../../src/stages/find-training.ts';
import type { Ports } from '../../src/stages/ports.ts';
import { runTraining, trainModel } from '../../src/stages/train-model.ts';
import { world } from './world.ts';

const image = `local/churn@sha256:${'a'.repeat(64)}`;
const channel = { name: 'train', path: 'train.csv', uri: 's3://bucket/data/', digest: 'b'.repeat(64), bytes: 10 };
const train = {
  script: 'model/train.py',
  instanceTypes: ['ml.m5.large'],
  hyperparameters: {},
  maxRuntimeSeconds: 3_600,
  volumeSizeGb: 30,
};
const config = { model: 'churn', train };

/** The request and the placement that reached the destination. */
function recording() {
  const at = world({ run: '42' });
  const sent: { request: TrainingRequest; placement: unknown }[] = [];
  const start: Ports['jobs']['start'] = async (name, request, placement) => {
    sent.push({ request: request as TrainingRequest, placement });
    await at.ports.jobs.start(name, request, placement);
  };
  return { ...at, sent, ports: { ...at.ports, jobs: { ...at.ports.jobs, start } } as Ports };
}

describe('runTraining', () => {
  it('asks for what mlops.yml says of variables, metrics, spot and checkpoints', async () => {
    const at = recording();
    const said = {
      ...train,
      environment: { MODE: 'fast' },
      metrics: { margin: 'margin=(.+)' },
      spot: { maxWaitSeconds: 7_200 },
      checkpoints: true as const,
    };
    const run = await runTraining({ model: 'churn', train: said }, [channel], image, { rerun: false }, at.ports);

    expect(at.sent).toMatchObject([
      {
        request: { environment: { MODE: 'fast' }, metrics: { margin: 'margin=(.+)', loss: expect.anything() } },
        placement: { spot: { maxWaitSeconds: 7_200 }, checkpointUri: `s3://bucket/checkpoints/${run.name}` },
      },
    ]);
  });

  it('lets the image start what it wants', async () => {
    const at = recording();
    await runTraining(config, [channel], image, { rerun: false, entrypoint: [] }, at.ports);

    expect(at.sent[0]?.request.entrypoint).toEqual([]);
  });

  it('makes the very job that the stage makes', async () => {
    const [alone, stage] = [recording(), recording()];
    const run = await runTraining(config, [channel], image, { rerun: false, networkIsolation: true }, alone.ports);
    const model = await trainModel(config, [channel], image, { rerun: false }, stage.ports);

    expect(run.model).toEqual(model);
    expect(model.image).toBe(image);
  });

  it('gives a failed job as a result with its reason', async () => {
    const at = recording();
    at.outcomes.push({ status: 'Failed', failureReason: 'AlgorithmError: no' });
    const run = await runTraining(config, [channel], image, { rerun: false }, at.ports);

    expect(run).toMatchObject({ outcome: 'failed', reason: 'AlgorithmError: no' });
    expect(run.model).toBeUndefined();
  });

  it('refuses what looks like an access key, wherever it stands, and sends nothing', async () => {
    const at = recording();
    const leaking = {
      ...train,
      hyperparameters: { 'key-id': `AKIA${'A1B2C3D4'.repeat(2)}`, trees: 3 },
      environment: { NOTE: `use ASIA${'Z9'.repeat(8)}, please` },
    };

    await expect(
      runTraining(
        { model: 'churn', train: leaking },
        [channel],
        image,
        { rerun: false, entrypoint: ['train', `--key=AKIA${'Q7'.repeat(8)}`] },
        at.ports,
      ),
    ).rejects.toMatchObject({
      code: 'SECRET_IN_REQUEST',
      details: { places: ['the hyperparameter "key-id"', 'the variable "NOTE"', 'the entrypoint'] },
    });
    expect(at.calls).toEqual([]);
  });

  it('takes a word that only contains the letters for what it is', async () => {
    const at = recording();
    const harmless = { ...train, hyperparameters: { place: 'EURASIA', id: `xAKIA${'A'.repeat(16)}` } };

    expect(
      await runTraining({ model: 'churn', train: harmless }, [channel], image, { rerun: false }, at.ports),
    ).toMatchObject({ outcome: 'completed' });
  });
});

describe('findTraining', () => {
  const found = {
    name: 'churn-1',
    status: 'Completed',
    spec: 's',
    model: 'churn',
    image,
    artefactUri: 's3://bucket/m',
  } as const;

  it('gives the model of a completed job of ours', async () => {
    const at = world();
    at.jobs.set('churn-1', found);

    expect(await findTraining({ name: 'churn-1', model: 'churn' }, at.ports)).toEqual({
      name: 'churn-1',
      spec: 's',
      image,
      artefactUri: 's3://bucket/m',
      modelDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      adopted: true,
    });
  });

  it.each([
    ['nothing of that name', undefined, 'JOB_NOT_FOUND'],
    ['a job of another tool', { ...found, spec: undefined }, 'JOB_NOT_FOUND'],
    ['a job of another model', { ...found, model: 'fraud' }, 'JOB_NOT_FOUND'],
    ['a running job', { ...found, status: 'InProgress' }, 'JOB_DETACHED'],
    ['a failed job', { ...found, status: 'Failed', failureReason: 'no' }, 'JOB_FAILED'],
  ] as const)('refuses %s', async (_what, job, code) => {
    const at = world({ endsAt: 9 });
    if (job !== undefined) at.jobs.set('churn-1', JSON.parse(JSON.stringify(job)));

    await expect(findTraining({ name: 'churn-1', model: 'churn' }, at.ports)).rejects.toMatchObject({ code });
  });
});
