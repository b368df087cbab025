import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Consumer, consumerOf } from './act/consumer.ts';
import { dispatch, pullRequest, push, schedule } from './act/events.ts';
import type { Run } from './act/run-act.ts';
import { show } from './act/show.ts';

// A repository of nothing but an example and the starter workflows; both environments are rehearsed on this machine.
const ENVIRONMENTS = `
environments:
  staging: { destination: local, serve: { endpoint: breast-cancer-staging } }
  production: { destination: local, serve: { endpoint: breast-cancer-production } }
`;
const PRODUCTION = 'breast-cancer-production';

let consumer: Consumer;
beforeAll(() => {
  consumer = consumerOf('examples/tabular-classification', ['train', 'serve', 'rollback', 'validate-pr']);
  consumer.edit('mlops.yml', 'register: { approval: automatic }', 'register: { approval: environment }');
  consumer.edit('mlops.yml', 'serve: {', `${ENVIRONMENTS.trim()}\nserve: {`);
});
afterAll(() => consumer.end());

/** Name of what an endpoint serves, `<endpoint>-g<generation>-<digest>`. */
const served = (name: string) =>
  consumer.state().endpoints.find(({ EndpointName }) => EndpointName === name)?.EndpointConfigName;
const firstLines = ({ summaries }: Run) => summaries.map((text) => text.trim().split('\n')[0]);
/** The log of a run that was to be green, when it was not. */
const complaint = ({ exitCode, text }: Run) => (exitCode === 0 ? '' : text);

let trained: Run;

test('a push trains, judges and registers the model, and rehearses its deployment', async () => {
  trained = await consumer.run('train.yml', push);
  show('a push, by the template train', trained);

  expect(complaint(trained)).toBe('');
  expect(trained.outputs).toMatchObject({
    'data.outcome': 'valid',
    'image.status': 'built',
    'training.outcome': 'trained',
    'gate.verdict': 'pass',
    'package.package-version': '1',
    'rehearsal.outcome': 'deployed',
  });
  expect(trained.outputs['rehearsal.model-digest']).toBe(trained.outputs['training.model-digest']);
  expect(firstLines(trained).join('\n')).toMatch(/breast-cancer/);
  expect(consumer.state().endpoints).toMatchObject([{ EndpointName: 'breast-cancer', EndpointStatus: 'InService' }]);
});

test('the records and the report of the run are kept as artifacts', () => {
  const folder = join(consumer.shared, 'artifacts');
  const report = `mlops-report-${trained.outputs['gate.gate-id']}`;
  const records = `records-local-${trained.outputs['training.job-name']}`;

  expect(readdirSync(folder).sort()).toEqual([report, records]);
  expect(readdirSync(join(folder, report)).sort()).toEqual([
    'metrics.json',
    'model-card.md',
    'report.html',
    'report.json',
  ]);
  expect(readdirSync(join(folder, records)).sort()).toEqual(['gate.json', 'lineage.json']);
});

test.each([
  ['the weekly run', schedule],
  ['a run by hand', dispatch()],
])('%s finds nothing changed and makes nothing', async (_, event) => {
  const before = consumer.effects().filter(isCreate);
  const again = await consumer.run('train.yml', event);

  expect(complaint(again)).toBe('');
  expect(again.outputs).toMatchObject({
    'image.status': 'unchanged',
    'training.outcome': 'unchanged',
    'package.outcome': 'unchanged',
    'rehearsal.outcome': 'unchanged',
  });
  expect(consumer.effects().filter(isCreate)).toEqual(before);
});

test('a plan tells what a deployment would change, is kept, and changes nothing', async () => {
  const before = consumer.state();
  const plan = await consumer.run('serve.yml', dispatch({ environment: 'production', plan: 'true' }));
  show('a plan for production, by the template serve', plan);

  expect(complaint(plan)).toBe('');
  expect(plan.outputs).toMatchObject({
    'deployment.outcome': 'planned',
    'deployment.model-digest': trained.outputs['training.model-digest'],
  });
  expect(readdirSync(join(consumer.shared, 'artifacts', `plan-production-${PRODUCTION}`))).toEqual(['plan.json']);
  expect(consumer.state()).toEqual(before);
});

test('a dispatch deploys to staging and, after its approval, the same version to production', async () => {
  const run = await consumer.run('serve.yml', dispatch({ environment: 'staging' }));
  show('staging, then production, by the template serve', run);

  expect(complaint(run)).toBe('');
  expect(run.outputs).toMatchObject({
    'deploy/deployment.outcome': 'deployed',
    'deploy/deployment.endpoint': 'breast-cancer-staging',
    'deploy/deployment.package-version': '1',
    'promote/deployment.outcome': 'deployed',
    'promote/deployment.endpoint': PRODUCTION,
    'promote/deployment.package-version': '1',
  });
  expect(run.outputs['promote/deployment.model-digest']).toBe(trained.outputs['training.model-digest']);
});

test('the same dispatch again changes nothing', async () => {
  const before = [served('breast-cancer-staging'), served(PRODUCTION)];
  const run = await consumer.run('serve.yml', dispatch({ environment: 'staging' }));

  expect(complaint(run)).toBe('');
  expect([run.outputs['deploy/deployment.outcome'], run.outputs['promote/deployment.outcome']]).toEqual([
    'unchanged',
    'unchanged',
  ]);
  expect([served('breast-cancer-staging'), served(PRODUCTION)]).toEqual(before);
});

test('a rollback takes production back from a second model to the first, and staging stays', async () => {
  consumer.edit('mlops.yml', 'C: 1.0', 'C: 0.9');
  const second = await consumer.run('train.yml', push);
  expect(complaint(second)).toBe('');
  const deployed = await consumer.run('serve.yml', dispatch({ environment: 'staging' }));
  expect(complaint(deployed)).toBe('');
  expect(deployed.outputs['promote/deployment.model-digest']).toBe(second.outputs['training.model-digest']);
  const staging = served('breast-cancer-staging');

  const back = await consumer.run(
    'rollback.yml',
    dispatch({ environment: 'production', reason: 'wrong since Monday' }),
  );
  show('production taken back, by the template rollback', back);

  expect(complaint(back)).toBe('');
  expect(back.outputs).toMatchObject({
    'deployment.outcome': 'rolled-back',
    'deployment.endpoint': PRODUCTION,
    'deployment.model-digest': trained.outputs['training.model-digest'],
    'deployment.generation': '3',
  });
  expect(served(PRODUCTION)).toMatch(/-g3-/);
  expect(served('breast-cancer-staging')).toBe(staging);
});

test('the model that was taken back is not deployed to production again until it is released', async () => {
  const again = await consumer.run('serve.yml', dispatch({ environment: 'production', version: '2' }));
  const release = await consumer.run(
    'rollback.yml',
    dispatch({ environment: 'production', mode: 'release', reason: 'it was the data' }),
  );
  const deployed = await consumer.run('serve.yml', dispatch({ environment: 'production', version: '2' }));

  expect(again.text).toContain('MODEL_QUARANTINED');
  expect(again.jobs).toMatchObject({ deploy: 'failure' });
  expect(release.outputs).toMatchObject({ 'deployment.outcome': 'released' });
  expect(deployed.outputs).toMatchObject({ 'deployment.outcome': 'deployed', 'deployment.package-version': '2' });
});

test('a weaker candidate is refused in red, and nothing is registered or deployed', async () => {
  const before = consumer.state();
  consumer.edit('mlops.yml', 'columns: all', 'columns: [mean_area, radius_error]');
  const refused = await consumer.run('train.yml', push);
  show('a refused candidate, by the template train', refused);

  expect(refused.exitCode).not.toBe(0);
  expect(refused.steps).toMatchObject({ training: 'success', gate: 'failure' });
  expect(refused.text).toContain('GATE_REJECTED');
  expect(firstLines(refused).join('\n')).toContain('❌ Refused');
  expect(consumer.state().modelPackages).toEqual(before.modelPackages);
  expect(consumer.state().endpoints).toEqual(before.endpoints);
});

test.each(['branch', 'fork'] as const)(
  'a pull request from a %s is judged without a secret, and ships nothing',
  async (from) => {
    const base = consumer.commit();
    consumer.write('tests/test_what_a_test_sees.py', `# ${from}\n${SPY}`);
    const commits = { base, head: consumer.commit() };
    const secrets = from === 'fork' ? {} : { GITHUB_TOKEN: 'token-of-the-run', DEPLOY_KEY: 'key-of-production' };
    const before = consumer.effects();
    const run = await consumer.run('validate-pr.yml', pullRequest(from, commits), { secrets });
    show(`a pull request from a ${from}, by the template validate-pr`, run);

    expect(run.jobs).toMatchObject({ changed: 'success', tests: 'success', data: 'success' });
    expect(run.outputs).toMatchObject({ 'rehearsal.rules-changed': 'false' });
    const seen = readFileSync(join(consumer.shared, 'seen'), 'utf8');
    expect(seen).toContain('GITHUB_EVENT_NAME=pull_request');
    expect(seen).not.toMatch(/token-of-the-run|key-of-production|ACTIONS_ID_TOKEN/);
    expect(consumer.effects().slice(before.length).filter(ships)).toEqual([]);
  },
);

/** A rehearsal trains and scores; it registers and serves nothing. */
const ships = (operation: string): boolean => /^(Create|Update)(Model|Endpoint)/.test(operation);
const isCreate = (operation: string): boolean => /^(Create(?!Bucket)|Update)/.test(operation);

/** A unit test is code of the pull request: it writes down what it could have sent away. */
const SPY = `import os
from pathlib import Path


def test_nothing():
    lines = [f"{name}={value}" for name, value in os.environ.items()]
    Path(os.environ["SHARED"], "seen").write_text("\\n".join(lines))
`;
