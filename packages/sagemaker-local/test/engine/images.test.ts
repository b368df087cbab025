import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { publishOnce } from '../../src/engine/files/publish-once.ts';
import { type Images, openImages } from '../../src/engine/images/index.ts';
import { openContainers } from '../../src/engine/run/containers.ts';
import { commandRunner } from '../../src/engine/run/run-command.ts';
import { cacheDir, type Home, openHome, realClock } from './helpers/home.ts';
import { startNode } from './helpers/node-process.ts';
import { putImage, tarOf } from './helpers/process-image.ts';

/** A package without dependencies, by hash, as a user's lock has it. */
const lockedPackage =
  'six==1.17.0 \\\n    --hash=sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274\n';

describe('a process image', () => {
  it('is unpacked once, read-only, and named by its digest', async () => {
    await withImages(async (images, home) => {
      const image = await putImage(home, {
        files: { 'main.py': 'print()', 'deep/data.txt': 'x' },
        entrypoint: ['python', 'x'],
      });

      const [first, second] = await Promise.all([images.prepare(image), images.prepare(image)]);
      const file = join(first.contextDir, 'deep/data.txt');

      expect(second.contextDir).toBe(first.contextDir);
      expect(first).toMatchObject({ reference: image, entrypoint: ['python', 'x'] });
      expect(readFileSync(file, 'utf8')).toBe('x');
      expect(statSync(file).mode & 0o222).toBe(0);
      expect(readdirSync(join(home.deps.workDir, 'images'))).toHaveLength(1);
    });
  });

  it('runs on an environment with exactly the packages of its lock', async () => {
    await withImages(async (images, home) => {
      const image = await putImage(home, { files: { 'lock.txt': lockedPackage }, requirements: 'lock.txt' });

      const { venvBin } = await images.prepare(image);
      const version = execFileSync(join(venvBin, 'python'), ['-c', 'import six; print(six.__version__)']).toString();

      expect(version.trim()).toBe('1.17.0');
      expect(() => execFileSync(join(venvBin, 'python'), ['-c', 'import pip'], { stdio: 'ignore' })).toThrow();
      expect((await images.prepare(image)).venvBin).toBe(venvBin);
    });
  });

  it('is not run when a package does not have its locked hash', async () => {
    await withImages(async (images, home) => {
      const forged = lockedPackage.replace('4721', '4722');
      const image = await putImage(home, { files: { 'lock.txt': forged }, requirements: 'lock.txt' });

      await expect(images.prepare(image)).rejects.toThrow(
        /cannot be built: uv pip install ended with exit code \d+: .*[Hh]ash/s,
      );
    });
  });

  it.each<[string, Parameters<typeof putImage>[1], RegExp]>([
    [
      'is for another Python',
      { files: {}, manifest: { python: '2.7.18' } },
      /was built for .*Python 2\.7\.18; this machine is/,
    ],
    ['is for another platform', { files: {}, manifest: { platform: 'plan9-mips' } }, /built for plan9-mips/],
    [
      'has another schema',
      { files: {}, manifest: { schema: 'process-image-v9' } },
      /manifest's schema is "process-image-v9"/,
    ],
    ['has no entrypoint', { files: {}, manifest: { entrypoint: [] } }, /manifest's entrypoint is \[\]/],
    [
      'has a lock without requirements',
      { files: {}, manifest: { lock: `sha256:${'0'.repeat(64)}` } },
      /one of requirements and lock/,
    ],
    [
      'has a lock that differs from its file',
      { files: { 'lock.txt': 'a' }, requirements: 'lock.txt', manifest: { lock: `sha256:${'0'.repeat(64)}` } },
      /lock\.txt has digest/,
    ],
    [
      'has a context that is not there',
      { files: {}, manifest: { context: { digest: `sha256:${'1'.repeat(64)}` } } },
      /build context .* is missing/,
    ],
  ])('is refused when it %s', async (_, parts, message) => {
    await withImages(async (images, home) => {
      const image = await putImage(home, parts);

      await expect(images.prepare(image)).rejects.toThrow(message);
    });
  });

  it('is refused when its context or its manifest does not have the digest it is stored under', async () => {
    await withImages(async (images, home) => {
      const image = await putImage(home, { files: { 'main.py': 'print()' } });
      const [context] = home.objects.list('sagemaker-local-images', 'contexts/');
      await home.put('sagemaker-local-images', context?.key ?? '', await tarOf({ 'main.py': 'evil()' }));
      const forged = `local/x@sha256:${'2'.repeat(64)}`;
      await home.put('sagemaker-local-images', `manifests/sha256-${'2'.repeat(64)}.json`, '{}');

      await expect(images.prepare(image)).rejects.toThrow(/build context .* is damaged/);
      await expect(images.prepare(forged)).rejects.toThrow(/does not have its digest/);
      expect(existsSync(join(home.deps.workDir, 'images'))).toBe(false);
    });
  });

  it.each([
    ['a name that climbs out', { '../evil.txt': 'x' }, {}],
    ['an absolute name', { '/tmp/evil.txt': 'x' }, {}],
    ['a climb in the middle', { 'a/../../evil.txt': 'x' }, {}],
    ['a symbolic link', {}, { link: '/etc' }],
    ['the same name twice', { 'a.txt': 'x', './a.txt': 'y' }, {}],
  ])('is refused when its context holds %s, and leaves nothing', async (_, files, links) => {
    await withImages(async (images, home) => {
      const image = await putImage(home, { files: {}, tar: await tarOf(files, links) });

      await expect(images.prepare(image)).rejects.toThrow(/cannot be unpacked/);
      expect(readdirSync(join(home.deps.workDir, 'images'))).toEqual([]);
      expect(existsSync('/tmp/evil.txt')).toBe(false);
    });
  });
});

describe('a shared environment', () => {
  it('is one when two processes build it at the same time', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'race-'));
    const builder = `
      import { publishOnce } from ${JSON.stringify(join(import.meta.dirname, '../../src/engine/files/publish-once.ts'))};
      import { writeFileSync } from 'node:fs';
      const built = await publishOnce(${JSON.stringify(dir)}, async (target) => {
        writeFileSync(target + '/who', String(process.pid));
        process.stdout.write('building\\n');
        await new Promise((resolve) => process.stdin.once('data', resolve));
      });
      process.stdout.write(built);
      process.exit();`;
    const racers = await Promise.all([startNode(builder), startNode(builder)]);

    const winners = await Promise.all(racers.map((racer) => racer.release()));

    expect(new Set(winners).size).toBe(1);
    expect(readdirSync(dir).sort()).toEqual([winners[0]?.split('/').at(-1), 'current'].sort());
    rmSync(dir, { recursive: true });
  });

  it('is built again when its builder was killed or failed', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'killed-'));
    const builder = `
      import { publishOnce } from ${JSON.stringify(join(import.meta.dirname, '../../src/engine/files/publish-once.ts'))};
      await publishOnce(${JSON.stringify(dir)}, async () => {
        process.stdout.write('building\\n');
        await new Promise((resolve) => process.stdin.once('data', resolve));
      });`;
    const killed = await startNode(builder);
    await killed.kill();
    await expect(publishOnce(dir, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network');

    const built = await publishOnce(dir, async () => undefined);

    expect(readFileSync(join(dir, 'current'), 'utf8')).toBe(built.split('/').at(-1));
    rmSync(dir, { recursive: true });
  });
});

async function withImages(use: (images: Images, home: Home) => Promise<void>): Promise<void> {
  const home = openHome();
  const containers = openContainers(join(home.dir, 'children.json'), realClock);
  try {
    await use(openImages(home.objects, home.deps.workDir, cacheDir, commandRunner(containers)), home);
  } finally {
    await containers.close(0);
    rmSync(home.dir, { recursive: true });
  }
}
