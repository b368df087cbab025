import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Consumer, consumerOf } from './act/consumer.ts';
import { push } from './act/events.ts';
import type { Run } from './act/run-act.ts';
import { show } from './act/show.ts';

// Needs act on PATH and the committed bundles, so it is no part of `pnpm test`; `.ci/run` runs it.
const WORKFLOW = readmeWorkflow();
const WEAKER = WORKFLOW.replace('@v1\n', '@v1\n        with: { config: mlops.weaker.yml }\n');
/** A step without an id goes by its place, counted from 0. */
const SERVE = 2;

let consumer: Consumer;
beforeAll(() => {
  consumer = consumerOf('examples/tabular-classification');
});
afterAll(() => consumer.end());

let first: Run;

test('the workflow of the README trains, registers, deploys and proves a model', async () => {
  first = await pushed(WORKFLOW);
  show('train@v1 and serve@v1', first);

  expect({ exitCode: first.exitCode, log: first.exitCode === 0 ? '' : first.text }).toEqual({ exitCode: 0, log: '' });
  expect(first.outputs).toMatchObject({
    'train.outcome': 'registered',
    'train.verdict': 'pass',
    'train.package-version': '1',
    [`${SERVE}.outcome`]: 'deployed',
    [`${SERVE}.endpoint`]: 'breast-cancer',
    [`${SERVE}.generation`]: '1',
  });
  expect(first.outputs[`${SERVE}.model-digest`]).toBe(first.outputs['train.model-digest']);
  expect(consumer.state().endpoints).toMatchObject([{ EndpointStatus: 'InService' }]);
});

test('the same workflow again creates nothing', async () => {
  const again = await pushed(WORKFLOW);

  expect(again.exitCode).toBe(0);
  expect(again.outputs).toMatchObject({
    'train.outcome': 'unchanged',
    [`${SERVE}.outcome`]: 'unchanged',
    [`${SERVE}.generation`]: '1',
  });
  expect(again.outputs['train.job-name']).toBe(first.outputs['train.job-name']);
  expect(consumer.state().trainingJobs).toHaveLength(1);
  expect(consumer.state().modelPackages).toHaveLength(1);
});

test('a weaker candidate is refused by the champion rule, and the endpoint stays as it is', async () => {
  const weaker = await pushed(WEAKER);

  expect(weaker.exitCode).not.toBe(0);
  expect(weaker.outputs).toMatchObject({ 'train.outcome': 'rejected', 'train.verdict': 'fail' });
  expect(weaker.steps['train']).toBe('failure');
  expect(weaker.text).toContain('GATE_REJECTED');
  expect(consumer.state().modelPackages).toHaveLength(1);
  expect(consumer.state().endpoints).toMatchObject([{ EndpointStatus: 'InService' }]);
});

function pushed(workflow: string): Promise<Run> {
  consumer.write('.github/workflows/model.yml', workflow);
  return consumer.run('model.yml', push);
}

/** The workflow that the README tells people to copy. */
function readmeWorkflow(): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const block = /```yaml\n(# \.github\/workflows\/model\.yml\n[\s\S]*?)```/.exec(readme)?.[1];
  if (block === undefined) throw new Error('README.md has no workflow block.');
  return block;
}
