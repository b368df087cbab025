import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foreignS3 } from '../../packages/adapters/test/support/foreign-s3.ts';
import { type Job, startJob } from '../bundles/job.ts';
import { ACCOUNT, type Cloud, REGION, startCloud } from './aws/cloud.ts';
import { type EcrFront, startEcrFront } from './docker/ecr-front.ts';
import { type RegistryFront, startFront } from './docker/registry-front.ts';
import { addDockerfile, BASE, dockerHost, REGISTRY } from './docker/threshold-image.ts';

// Needs docker, a registry and moto_server; `.ci/phases/docker` runs it. moto has ECR's API, the registry its layers.
const ACTION = 'actions/build-push-image';
const CONFIG = `extends: mlops.yml
environments:
  staging:
    destination: aws
    region: ${REGION}
    execution-role: arn:aws:iam::${ACCOUNT}:role/mlops-job
    bucket: acme-mlops
`;
/** What moto's token says. */
const TOKEN = `${ACCOUNT}-auth-token`;

let cloud: Cloud;
let registry: RegistryFront;
let ecr: EcrFront;
let job: Job;

beforeAll(async () => {
  cloud = await startCloud();
  await foreignS3(cloud.moto, REGION).createBucket('acme-mlops');
  registry = await startFront(REGISTRY, TOKEN, 'AWS');
  ecr = await startEcrFront(cloud.moto, registry.host);
  job = startJob('sources');
  writeFileSync(join(job.workspace, 'mlops.aws.yml'), CONFIG);
  addDockerfile(job.workspace);
}, 60_000);
afterAll(async () => {
  await ecr.stop();
  await registry.stop();
  await cloud.end();
  await job.end();
}, 60_000);

const build = (inputs: Readonly<Record<string, string>> = {}) =>
  job.step(ACTION, {
    inputs: {
      config: 'mlops.aws.yml',
      environment: 'staging',
      repository: 'team/threshold',
      'build-args': `{ BASE: "${BASE}" }`,
      ...inputs,
    },
    environment: { ...cloud.environment, ...dockerHost(), AWS_ENDPOINT_URL_ECR: ecr.url },
  });

describe('build-push-image on ECR', () => {
  it('builds nothing for a repository that is not there', async () => {
    const step = await build();

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('title=REPOSITORY_MISSING');
    expect(registry.journal()).toEqual([]);
  }, 60_000);

  it('makes the repository, logs in where the API says and pushes; the next run finds the image', async () => {
    const first = await build({ 'create-repository': 'true' });
    const second = await build();

    expect(first).toMatchObject({ exitCode: 0, annotations: [] });
    expect(first.outputs).toMatchObject({ status: 'built', registry: registry.host, repository: 'team/threshold' });
    expect(second.outputs).toEqual({ ...first.outputs, status: 'unchanged', 'push-attempts': '0' });
    expect(first.log).not.toContain(TOKEN);
  }, 180_000);
});
