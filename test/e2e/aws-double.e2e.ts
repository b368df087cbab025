import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { processImages } from '../../packages/adapters/src/process-image/images.ts';
import { foreignS3 } from '../../packages/adapters/test/support/foreign-s3.ts';
import { type Job, startJob } from '../bundles/job.ts';
import type { StepResult } from '../bundles/runner.ts';
import { ACCOUNT, type Cloud, REGION, startCloud } from './aws/cloud.ts';

// Needs moto_server on PATH, so it is no part of `pnpm test`; `.ci/phases/aws-double` runs it. The actions run from the sources.
const BUCKET = 'acme-mlops';
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const CONFIG = `extends: mlops.yml
environments:
  staging:
    destination: aws
    region: ${REGION}
    execution-role: arn:aws:iam::${ACCOUNT}:role/mlops-job
    bucket: ${BUCKET}
    kms-key: ${KEY}
    tags: { CostCenter: "4711" }
`;

let cloud: Cloud;
let job: Job;
let s3: ReturnType<typeof foreignS3>;
let image: string;

beforeAll(async () => {
  cloud = await startCloud();
  s3 = foreignS3(cloud.moto, REGION);
  // The second one is where sagemaker-local looks for process images: it stands in for ECR's layers.
  for (const bucket of [BUCKET, 'sagemaker-local-images']) await s3.createBucket(bucket);
  job = startJob('sources');
  writeFileSync(join(job.workspace, 'mlops.aws.yml'), CONFIG);
  const built = await processImages(s3.client, job.workspace, job.home).build({
    ...{ model: 'threshold', context: '.', requirements: 'model/requirements.txt', exclude: ['data'] },
  });
  image = built.reference;
});
afterAll(async () => {
  s3?.destroy();
  await job?.end();
  await cloud?.end();
});

const step = (action: Parameters<Job['step']>[0], inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> =>
  job.step(action, {
    inputs: { config: 'mlops.aws.yml', environment: 'staging', ...inputs },
    environment: cloud.environment,
  });

const succeeded = ({ exitCode, log }: StepResult) =>
  expect({ exitCode, log: exitCode === 0 ? '' : log }).toEqual({ exitCode: 0, log: '' });

describe('destination aws, with the objects in moto and the jobs in sagemaker-local', () => {
  let trained: StepResult;
  let judged: StepResult;
  let registered: StepResult;

  test('an image that is there already is trained', async () => {
    trained = await step('actions/start-sagemaker-training', { image });

    succeeded(trained);
    expect(trained.outputs).toMatchObject({
      outcome: 'trained',
      status: 'Completed',
      'image-digest': image.split('@')[1],
    });
    expect(trained.outputs['model-uri']).toMatch(new RegExp(`^s3://${BUCKET}/.*model\\.tar\\.gz$`));
  });

  test('the same again starts nothing', async () => {
    const again = await step('actions/start-sagemaker-training', { image });

    succeeded(again);
    expect(again.outputs).toMatchObject({ outcome: 'unchanged', 'job-name': trained.outputs['job-name'] });
  });

  test('the model is judged and registered', async () => {
    judged = await step('actions/validate-model', { 'training-job': trained.outputs['job-name'] ?? '' });
    succeeded(judged);
    registered = await step('actions/register-model', {
      'training-job': trained.outputs['job-name'] ?? '',
      'gate-id': judged.outputs['gate-id'] ?? '',
    });
    succeeded(registered);

    expect(judged.outputs['verdict']).toBe('pass');
    expect(registered.outputs).toMatchObject({ outcome: 'registered', 'package-version': '1' });
    expect(registered.outputs['model-digest']).toBe(trained.outputs['model-digest']);
  });

  test('the version is deployed, proven and answers', async () => {
    const deployed = await step('serve');

    succeeded(deployed);
    expect(deployed.outputs).toMatchObject({
      outcome: 'deployed',
      endpoint: 'threshold',
      generation: '1',
      'model-digest': trained.outputs['model-digest'],
    });
  });

  test('every object went to the bucket, encrypted with its key, and none to sagemaker-local', async () => {
    const found = await s3.keys(BUCKET);

    for (const folder of ['data/', 'models/sha256-', 'records/', 'ledger/threshold/'])
      expect(found).toContainEqual(expect.stringContaining(folder));
    const ours = found.filter((key) => /^(data|models|records|ledger)\//.test(key));
    const heads = await Promise.all(ours.map((key) => s3.head(BUCKET, key)));
    expect(new Set(heads.map(({ SSEKMSKeyId }) => SSEKMSKeyId))).toEqual(new Set([KEY]));
    expect(cloud.answered().filter((call) => /^(s3|sts):/.test(call))).toEqual([]);
    expect(cloud.answered()).toContain('sagemaker:CreateEndpoint');
  });

  test('a bucket that is absent ends the step before anything is made', async () => {
    const before = cloud.answered().length;
    job.edit('mlops.aws.yml', `bucket: ${BUCKET}`, 'bucket: acme-none');
    const refused = await step('actions/start-sagemaker-training', { image });
    job.edit('mlops.aws.yml', 'bucket: acme-none', `bucket: ${BUCKET}`);

    expect(refused.exitCode).toBe(1);
    expect(refused.log).toContain('BUCKET_UNUSABLE');
    expect(refused.log).toContain('There is no bucket of that name.');
    expect(cloud.answered()).toHaveLength(before);
  });
});
