import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ActionFolder, rightsOf } from '../../scripts/iam/action-rights.ts';
import { filled, statement } from '../../scripts/iam/policy.ts';
import { type Scenario, scenario } from '../bundles/scenario.ts';
import { PLACE, type RecordedCall, refusal, rightsOfOperation } from './recorded-call.ts';

const CONFIG = { config: 'mlops.yml' };

/** Each action with its inputs, in an order in which each finds what it needs. */
const RUN: readonly (readonly [
  folder: ActionFolder,
  inputs: (outputs: Outputs) => Readonly<Record<string, string>>,
  before?: (run: Scenario) => void,
])[] = [
  ['actions/validate-data', () => CONFIG],
  ['actions/start-sagemaker-training', () => CONFIG],
  ['actions/validate-model', ({ job = '' }) => ({ ...CONFIG, 'training-job': job })],
  ['actions/deploy-serving', ({ job = '', gate = '' }) => ({ ...CONFIG, 'training-job': job, 'gate-id': gate })],
  // Another model, which has a champion to be compared with.
  ['actions/start-sagemaker-training', () => CONFIG, (run) => run.edit('mlops.yml', 'cut: 0.5', 'cut: 0.55')],
  ['actions/validate-model', ({ job = '' }) => ({ ...CONFIG, 'training-job': job })],
  ['actions/register-model', ({ job = '', gate = '' }) => ({ ...CONFIG, 'training-job': job, 'gate-id': gate })],
  // A third one, so that the stages make everything anew and the endpoint has a generation to go back from.
  ['train', () => CONFIG, (run) => run.edit('mlops.yml', 'cut: 0.55', 'cut: 0.52')],
  ['serve', () => CONFIG],
  ['actions/deploy-serving', () => ({ ...CONFIG, mode: 'rollback', reason: 'test' })],
  ['actions/deploy-serving', () => ({ ...CONFIG, mode: 'release', reason: 'test' })],
  ['actions/deploy-serving', () => ({ ...CONFIG, mode: 'plan' })],
];

/** Rights whose calls this run cannot show. */
const NOT_SEEN = [
  /^ecr:|^kms:/, // the local destination has neither ECR nor a key
  /^s3:AbortMultipartUpload$|^sagemaker:Stop/, // only of what is cut off
  /^sagemaker:DeleteEndpoint$|^logs:/, // only of an endpoint that fails
  /^sagemaker:(DeleteModel|DeleteEndpointConfig)$/, // only of generations before the last two
  /^s3:PutObject$|^sagemaker:(?:Create|AddTags$)/, // an earlier step has made it
];

interface Outputs {
  readonly job?: string;
  readonly gate?: string;
}

/** Every action on the local SageMaker, which writes down each call with the resource that it is about. */
describe('the policy of an action', () => {
  let run: Scenario;
  const calls = new Map<ActionFolder, readonly RecordedCall[]>();

  beforeAll(async () => {
    run = scenario('sources');
    let known: Outputs = {};
    for (const [folder, inputs, change] of RUN) {
      change?.(run);
      const before = run.journal().length;
      const { exitCode, outputs, annotations } = await run.step(folder, { inputs: inputs(known) });
      expect({ folder, exitCode, annotations }).toMatchObject({ folder, exitCode: 0 });
      known = { ...known, ...found(outputs) };
      const made = (run.journal() as readonly unknown[]).slice(before).filter(isOfAccount) as RecordedCall[];
      calls.set(folder, [...(calls.get(folder) ?? []), ...made]);
    }
  });
  afterAll(() => run[Symbol.asyncDispose]());

  it.each([...new Set(RUN.map(([folder]) => folder))])('allows every call of %s', (folder) => {
    const statements = rightsOf(folder).map((right) => statement(right, (text) => filled(text, PLACE)));
    const made = calls.get(folder) ?? [];

    expect(made.length).toBeGreaterThan(0);
    expect([...new Set(made.flatMap((call) => refusal(call, statements) ?? []))]).toEqual([]);
  });

  it.each([...new Set(RUN.map(([folder]) => folder))])('gives %s no right that it does not use', (folder) => {
    const used = new Set((calls.get(folder) ?? []).flatMap(({ operation }) => rightsOfOperation(operation)));
    const given = new Set(rightsOf(folder).flatMap(({ actions }) => actions));

    expect(
      [...given].filter((action) => !used.has(action) && !NOT_SEEN.some((pattern) => pattern.test(action))),
    ).toEqual([]);
  });

  it('forbids what another action does', () => {
    const ofData = rightsOf('actions/validate-data').map((right) => statement(right, (text) => filled(text, PLACE)));
    const ofDeploy = calls.get('actions/deploy-serving') ?? [];

    expect(ofDeploy.flatMap((call) => refusal(call, ofData) ?? [])).toEqual(
      expect.arrayContaining([expect.stringContaining('sagemaker:CreateEndpoint on ')]),
    );
  });
});

const found = (outputs: Readonly<Record<string, string>>): Outputs => ({
  ...(outputs['job-name'] ? { job: outputs['job-name'] } : {}),
  ...(outputs['gate-id'] ? { gate: outputs['gate-id'] } : {}),
});

/** Buckets are made and images are kept by sagemaker-local alone; an account has its own bucket and ECR. */
const isOfAccount = (entry: unknown): boolean => {
  const { operation, resource = '' } = entry as RecordedCall;
  return operation !== 'CreateBucket' && !resource.startsWith('sagemaker-local-images');
};
