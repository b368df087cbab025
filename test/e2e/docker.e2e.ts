import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../bundles/job.ts';
import type { Step } from '../bundles/runner.ts';
import { type RegistryFront, startFront, USERNAME } from './docker/registry-front.ts';
import { addDockerfile, BASE, DOCKERFILE, dockerHost, REGISTRY } from './docker/threshold-image.ts';

// Needs docker and a registry, so it is no part of `pnpm test`; `.ci/phases/docker` runs it.
const CONTAINER = process.env['MLOPS_E2E_CONTAINER'] ?? 'mlops-e2e';
const ACTION = 'actions/build-push-image';
const PASSWORD = 'correct-horse-battery';
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

const docker = async (...args: string[]) => (await promisify(execFile)('docker', args)).stdout.trim();

let front: RegistryFront;
let job: Job;

const build = (inputs: Readonly<Record<string, string>> = {}, signals: Step['signals'] = []) =>
  job.step(ACTION, {
    inputs: {
      config: 'mlops.yml',
      registry: front.host,
      username: USERNAME,
      password: PASSWORD,
      'build-args': `{ BASE: "${BASE}" }`,
      ...inputs,
    },
    environment: dockerHost(),
    signals,
  });

const changeCode = () => appendFileSync(join(job.workspace, 'model/predict.py'), '# another comment\n');

beforeAll(async () => {
  front = await startFront(REGISTRY, PASSWORD);
  job = startJob('sources');
  addDockerfile(job.workspace);
}, 60_000);
afterEach(() => {
  front.refuse();
  front.finalTags(false);
});
afterAll(async () => {
  await front.stop();
  await job.end();
});

const hasBuildx = () =>
  docker('buildx', 'version').then(
    () => true,
    () => false,
  );

/** How each builder announces what it does first. */
const firstStep = async () => ((await hasBuildx()) ? '#1 ' : 'Step 1/');

/** The log as the runner shows it. */
const withoutMasks = (log: string) => log.replaceAll(/^::add-mask::.*$/gm, '');

/** What the real registry says, asked past the front and past our own client. */
async function stored(repository: string, version: string) {
  const answer = await fetch(`http://${REGISTRY}/v2/${repository}/manifests/${version}`, {
    headers: { accept: DOCKER_MANIFEST },
  });
  return { digest: answer.headers.get('docker-content-digest'), mediaType: answer.headers.get('content-type') };
}

describe('build-push-image with docker', () => {
  let first: Readonly<Record<string, string>>;

  it('pushes an image whose digest and media type the registry confirms', async () => {
    const step = await build({ 'image-tags': 'v1' });

    expect(step.annotations).toEqual([]);
    expect(step).toMatchObject({ exitCode: 0 });
    expect(step.outputs).toMatchObject({
      status: 'built',
      'image-digest': expect.stringMatching(DIGEST),
      repository: 'threshold',
      registry: front.host,
      tag: 'v1',
      'media-type': DOCKER_MANIFEST,
      platform: 'linux/amd64',
      'push-attempts': '1',
    });
    const { 'image-digest': digest } = step.outputs;
    expect(step.outputs['image']).toBe(`${front.host}/threshold@${digest}`);
    expect(await stored('threshold', 'v1')).toEqual({ digest, mediaType: DOCKER_MANIFEST });
    expect(withoutMasks(step.log)).not.toContain(PASSWORD);
    expect(step.summary).toContain('Built the image');
    expect(readdirSync(job.home).filter((name) => name.startsWith('docker-'))).toEqual([]);
    first = step.outputs;
  }, 180_000);

  it('finds the same content and sends nothing', async () => {
    front.journal();
    const step = await build({ 'image-tags': 'v1' });

    expect(step.outputs).toEqual({ ...first, status: 'unchanged', 'push-attempts': '0' });
    expect(front.journal().filter((line) => /^(?:PUT|POST|PATCH) /.test(line))).toEqual([]);
  }, 60_000);

  it('sets a new tag on the same bytes without building', async () => {
    const step = await build({ 'image-tags': 'v1,stable' });

    expect(step.outputs['status']).toBe('unchanged');
    expect((await stored('threshold', 'stable')).digest).toBe(first['image-digest']);
  }, 60_000);

  it('trains and serves as the contract of SageMaker has it', async () => {
    const ml = join(job.home, 'ml');
    for (const folder of ['input/config', 'input/data/train', 'model', 'output'])
      mkdirSync(join(ml, folder), { recursive: true });
    writeFileSync(join(ml, 'input/config/hyperparameters.json'), '{"cut":"0.5"}');
    cpSync(join(job.workspace, 'data/train.csv'), join(ml, 'input/data/train/train.csv'));
    const image = `${REGISTRY}/threshold@${first['image-digest']}`;

    expect(await docker('run', '--rm', '--volume', `${ml}:/opt/ml`, image, 'train')).toContain('"event": "finished"');
    expect(JSON.parse(readFileSync(join(ml, 'model/model.json'), 'utf8'))).toMatchObject({ cut: 0.5 });

    const volume = `${ml}/model:/opt/ml/model:ro`;
    await docker(
      'run',
      '--detach',
      '--name',
      CONTAINER,
      '--publish',
      '127.0.0.1::8080',
      '--volume',
      volume,
      image,
      'serve',
    );
    const address = `http://${await docker('port', CONTAINER, '8080')}`;
    await answers(`${address}/ping`);
    const reply = await fetch(`${address}/invocations`, { method: 'POST', body: '{"instances":[{"x":"0.9"}]}' });

    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ predictions: [{ prediction: 'yes' }] });
    await docker('stop', CONTAINER);
    expect(await docker('inspect', '--format', '{{.State.ExitCode}}', CONTAINER)).toBe('0');
    await docker('rm', CONTAINER);
  }, 120_000);

  it('builds anew for other code, with another digest', async () => {
    changeCode();
    const step = await build();

    expect(step.outputs['status']).toBe('built');
    expect(step.outputs['image-digest']).not.toBe(first['image-digest']);
  }, 120_000);

  it('builds the same content anew when it is forced to, and finds that image afterwards', async () => {
    const before = await build({ 'build-args': `{ BASE: "${BASE}", UNUSED: "" }` });
    const forced = await build({ 'build-args': `{ BASE: "${BASE}", UNUSED: "" }`, force: 'true' });
    const after = await build({ 'build-args': `{ BASE: "${BASE}", UNUSED: "" }` });

    expect([before, forced, after].map(({ outputs }) => outputs['status'])).toEqual(['built', 'built', 'unchanged']);
    expect(after.outputs['image-digest']).toBe(forced.outputs['image-digest']);
    expect(after.outputs['content-key']).toBe(before.outputs['content-key']);
  }, 120_000);

  it('pushes again after a 503, without building again', async () => {
    changeCode();
    front.refuse({
      method: 'PUT',
      path: /manifests/,
      status: 503,
      code: 'UNAVAILABLE',
      message: 'try later',
      times: 1,
    });
    const step = await build();

    expect(step.exitCode).toBe(0);
    // BuildKit repeats such a push once by itself, dockerd leaves it to us.
    expect(step.outputs['push-attempts']).toMatch((await hasBuildx()) ? /^[12]$/ : /^2$/);
    expect(front.journal().filter((line) => /^PUT .*manifests/.test(line)).length).toBeGreaterThan(1);
  }, 120_000);

  it('stops the build when the step is cancelled, and leaves no login behind', async () => {
    changeCode();
    const step = await build({}, [{ after: await firstStep(), signal: 'SIGTERM' }]);

    expect(step.exitCode).toBe(143);
    expect(step.annotations[0]).toContain('title=CANCELLED');
    expect(step.outputs).toEqual({});
    expect(readdirSync(job.home).filter((name) => name.startsWith('docker-'))).toEqual([]);
  }, 60_000);

  it('says who refused when the registry denies the push', async () => {
    changeCode();
    front.refuse({
      method: 'POST',
      path: /uploads/,
      status: 403,
      code: 'DENIED',
      message: 'requested access is denied',
    });
    const step = await build();

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('title=PUSH_DENIED');
    expect(step.annotations[0]).toMatch(/requested access is denied|403 Forbidden/);
  }, 120_000);

  it('accepts a final tag that names this image, and shows both digests when it names another', async () => {
    front.finalTags(true);
    const again = await build({ 'image-tags': 'final' });
    const same = await build({ 'image-tags': 'final' });
    changeCode();
    const other = await build({ 'image-tags': 'final' });

    expect([again.exitCode, same.exitCode, other.exitCode]).toEqual([0, 0, 1]);
    expect(other.annotations[0]).toContain('title=TAG_IMMUTABLE_CONFLICT');
    expect(other.annotations[0]).toContain(again.outputs['image-digest']);
  }, 180_000);

  it('refuses a wrong password before it builds', async () => {
    const step = await build({ password: 'wrong-horse-battery' });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('title=REGISTRY_LOGIN_FAILED');
    expect(withoutMasks(step.log)).not.toContain('wrong-horse-battery');
  }, 60_000);

  it('shows the last lines of a build that fails', async () => {
    writeFileSync(join(job.workspace, 'model/broken'), `${DOCKERFILE}COPY nowhere nowhere\n`);
    const step = await build({ dockerfile: 'model/broken' });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('title=BUILD_FAILED');
    expect(step.annotations[0]).toContain('nowhere');
  }, 60_000);
});

/** Polls until the address answers 200; the test's own limit ends it. */
async function answers(url: string): Promise<void> {
  const status = await fetch(url).then(
    (answer) => answer.status,
    () => 0,
  );
  if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 200)).then(() => answers(url));
}
