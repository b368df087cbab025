import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../test/bundles/job.ts';

let job: Job;
let trained: Readonly<Record<string, string>>;
beforeAll(async () => {
  job = startJob();
  job.edit('mlops.yml', 'serve: {', 'register: { approval: automatic }\nserve: {');
  trained = (await job.step('train')).outputs;
});
afterAll(() => job.end());

it('deploys the version it was asked for, proves it and says that it is a rehearsal', async () => {
  const step = await job.step('serve', { inputs: { version: '1' } });

  expect(step).toMatchObject({ exitCode: 0, annotations: [] });
  expect(step.outputs).toEqual({
    outcome: expect.stringMatching(/^(deployed|unchanged)$/),
    endpoint: 'threshold',
    generation: '1',
    'model-digest': trained['model-digest'],
    'package-version': '1',
  });
  expect(step.summary).toContain('**Rehearsal.**');
  expect(step.summary).toContain(`| Model that answered | \`sha256:${trained['model-digest']}\` ✅ |`);
});

it('fails for a version that is not in the registry', async () => {
  const step = await job.step('serve', { inputs: { version: '7' } });

  expect(step.exitCode).toBe(1);
  expect(step.annotations).toEqual([expect.stringContaining('::error title=MODEL_NOT_FOUND::')]);
});

it('refuses a version that is no number before it reads anything', async () => {
  const step = await job.step('serve', { inputs: { version: '-1' } });

  expect(step.annotations).toEqual([
    expect.stringContaining('version: expected the number of a model package, a whole number from 1'),
  ]);
});

it('takes the endpoint back to the model before when the new one answers the smoke requests wrongly', async () => {
  await job.step('train', { inputs: { config: 'mlops.other.yml' } });
  job.edit('serve/smoke.yml', '"0.9"', '"0.505"');
  job.edit('serve/smoke.yml', 'keys: [prediction, score]', 'expect: { /predictions/0/prediction: { equals: "yes" } }');
  const step = await job.step('serve', { inputs: { version: '2' } });
  const again = await job.step('serve');

  expect(step.exitCode).toBe(1);
  expect(step.annotations[0]).toMatch(/title=SMOKE_FAILED.*The endpoint was reverted: it serves threshold version 1/);
  expect(again.outputs).toMatchObject({ outcome: 'unchanged', 'package-version': '1', generation: '3' });
});
