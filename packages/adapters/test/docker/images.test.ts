import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ContainerOptions, ProgressEvent } from '@mlops-actions/core';
import { dockerImages } from '../../src/docker/images.ts';
import { environment } from '../support/environment.ts';
import { steppedClock } from '../support/stepped-clock.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { startRegistry } from './registry.ts';
import { stubDocker } from './stub-docker.ts';

const PASSWORD = 'pass:word';
const FILES = {
  'repo/model/dockerfile': 'FROM base@sha256:ab\nCOPY . .\n',
  'repo/model/train.py': 'print(1)\n',
  'repo/data/train.csv': 'a\n',
};

/** A repository, its registry and what it takes to build; `docker` is asked of the stub. */
async function place(registry: string, files: Readonly<Record<string, string>> = FILES) {
  const folder = await temporaryFolder({
    'users/config.json': '{"credHelpers":{"other":"x"}}',
    'users/contexts': '',
    ...files,
  });
  const events: ProgressEvent[] = [];
  const config = environment({ DOCKER_CONFIG: join(folder.path, 'users') });
  const images = dockerImages({
    root: join(folder.path, 'repo'),
    home: join(folder.path, 'home'),
    access: { login: async () => ({ registry, username: 'robot', password: PASSWORD }) },
    progress: (event) => events.push(event),
    signal: new AbortController().signal,
    clock: steppedClock(0),
  });
  return {
    folder: folder.path,
    events,
    build: (container: ContainerOptions = {}) =>
      images.build({ model: 'Churn', context: '.', exclude: ['data'], container }),
    async [Symbol.asyncDispose]() {
      config[Symbol.dispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The content key that a build asks the registry for; docker fails in it, so nothing is built. */
async function keyOf(
  files: Readonly<Record<string, string>>,
  container: ContainerOptions = {},
  change = async (_: string) => {},
) {
  await using docker = await stubDocker({ version: { codes: [1], prints: '!no daemon' } });
  await using registry = await startRegistry();
  await using built = await place(registry.host, files);
  await change(built.folder);
  await expect(built.build(container)).rejects.toMatchObject({ code: 'DOCKER_MISSING' });
  expect(docker.calls().map(({ args }) => args[0])).toEqual(['login', 'version', 'logout']);
  return registry.asked.map(({ url }) => url.pathname).find((path) => path.includes('/manifests/key-'));
}

describe('dockerImages', () => {
  it('hands docker these arguments, the context and the password on standard input, and leaves no login', async () => {
    await using registry = await startRegistry();
    const digest = registry.add('churn', 'pushed');
    await using docker = await stubDocker({
      buildx: { codes: [1] },
      push: { prints: `key-x: digest: ${digest} size: 500` },
    });
    await using built = await place(registry.host);

    await expect(
      built.build({ target: 'all', buildArgs: { B: '2', A: '1' }, labels: { team: 'fraud' } }),
    ).rejects.toMatchObject({ code: 'DIGEST_MISMATCH', details: { found: 'nothing', wanted: digest } });

    const calls = docker.calls();
    const tag = /key-[0-9a-f]{40}/.exec(JSON.stringify(calls))?.[0];
    expect(calls.map(({ args }) => args.join(' '))).toEqual([
      `login --username robot --password-stdin ${registry.host}`,
      'version --format {{.Server.Version}}',
      'buildx version',
      `build --file model/dockerfile --platform linux/amd64 --target all --build-arg A=1 --build-arg B=2 --label team=fraud --tag ${registry.host}/churn:${tag} -`,
      `push ${registry.host}/churn:${tag}`,
      `logout ${registry.host}`,
    ]);
    expect(calls[0]).toMatchObject({ input: PASSWORD, config: ['config.json', 'contexts'] });
    expect(JSON.stringify(calls.map(({ args }) => args))).not.toContain(PASSWORD);
    expect(JSON.stringify(built.events)).not.toContain(PASSWORD);
  });

  it('builds with buildx in one go, without attestations and with docker media types', async () => {
    await using registry = await startRegistry();
    await using docker = await stubDocker({ buildx: { codes: [0, 1], prints: '!nowhere: not found' } });
    await using built = await place(registry.host);

    await expect(built.build()).rejects.toMatchObject({
      code: 'BUILD_FAILED',
      details: { lastLines: ['nowhere: not found'] },
    });

    const args = docker
      .calls()
      .findLast((call) => call.args[1] === 'build')
      ?.args.join(' ');
    expect(args).toMatch(
      /^buildx build --file model\/dockerfile --platform linux\/amd64 --provenance=false --sbom=false --progress=plain --metadata-file \S+ --output type=image,name=\S+:key-[0-9a-f]{40},push=true,oci-mediatypes=false -$/,
    );
  });

  it('pushes up to five times while the registry is down, and builds once', async () => {
    await using registry = await startRegistry();
    await using docker = await stubDocker({ buildx: { codes: [1] }, push: { codes: [1] } });
    await using built = await place(registry.host);

    await expect(built.build()).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE', details: { attempts: 5 } });

    const verbs = docker.calls().map(({ args }) => args[0]);
    expect(verbs.filter((verb) => verb === 'build' || verb === 'push')).toEqual(['build', ...Array(5).fill('push')]);
  });

  it('refuses an image that SageMaker would not run, unless it is for other machines', async () => {
    const index = 'application/vnd.oci.image.manifest.v1+json';
    const key = (await keyOf(FILES))?.split('/').at(-1) ?? '';
    await using registry = await startRegistry();
    registry.add('churn', key, { type: index });
    await using built = await place(registry.host);

    await expect(built.build()).rejects.toMatchObject({
      code: 'MEDIA_TYPE_UNSUPPORTED',
      details: { mediaType: index },
    });
    expect(await built.build({ for: 'generic' })).toMatchObject({ unchanged: true, container: { mediaType: index } });
  });

  it('refuses an image for other machines', async () => {
    const key = (await keyOf(FILES))?.split('/').at(-1) ?? '';
    await using registry = await startRegistry();
    registry.add('churn', key, { architecture: 'arm64' });
    await using built = await place(registry.host);

    await expect(built.build()).rejects.toMatchObject({
      code: 'PLATFORM_MISMATCH',
      details: { found: 'linux/arm64', wanted: 'linux/amd64' },
    });
  });

  it('names what to write when there is no Dockerfile', async () => {
    await using built = await place('127.0.0.1:9', { 'repo/model/train.py': '' });

    await expect(built.build()).rejects.toMatchObject({
      code: 'DOCKERFILE_MISSING',
      details: { dockerfile: 'model/dockerfile' },
    });
  });
});

describe('the content key', () => {
  it('is the same for the same content, and blind to what stays out', async () => {
    const key = await keyOf(FILES);

    expect(key).toMatch(/^\/v2\/churn\/manifests\/key-[0-9a-f]{40}$/);
    expect(await keyOf(Object.fromEntries(Object.entries(FILES).toReversed()))).toBe(key);
    expect(await keyOf({ ...FILES, 'repo/data/train.csv': 'b\n', 'repo/README.md': 'x', 'repo/mlops.yml': 'x' })).toBe(
      key,
    );
    expect(await keyOf(FILES, { tags: ['v1'] })).toBe(key);
  });

  it('changes with code, mode, Dockerfile, base, target, platform, arguments and labels', async () => {
    const keys = [
      await keyOf(FILES),
      await keyOf({ ...FILES, 'repo/model/train.py': 'print(2)\n' }),
      await keyOf(FILES, {}, (folder) => chmod(join(folder, 'repo/model/train.py'), 0o755)),
      await keyOf({ ...FILES, 'repo/model/dockerfile': 'FROM base@sha256:ab\nCOPY . .\nUSER 1\n' }),
      await keyOf({ ...FILES, 'repo/model/dockerfile': 'FROM base@sha256:cd\nCOPY . .\n' }),
      await keyOf(FILES, { target: 'a' }),
      await keyOf(FILES, { platform: 'linux/arm64' }),
      await keyOf(FILES, { buildArgs: { A: '1' } }),
      await keyOf(FILES, { labels: { A: '1' } }),
    ];

    expect(new Set(keys).size).toBe(keys.length);
  });
});
