import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Builds something expensive below `<folder>` at most once per process and lets exactly one result win among processes.
 *
 * Every builder works in a directory of its own, at its final path, because virtual environments hold absolute paths
 * and cannot be renamed into place. The winner is named by the file `current`, created by link(2), which fails when it
 * exists: no lock to be left behind by a killed builder, and a half-built directory is never seen by anyone.
 */
export async function publishOnce(folder: string, build: (target: string) => Promise<void>): Promise<string> {
  const running = builds.get(folder);
  if (running !== undefined) return running;
  const started = buildOrAdopt(folder, build).finally(() => builds.delete(folder));
  builds.set(folder, started);
  return started;
}

const builds = new Map<string, Promise<string>>();

async function buildOrAdopt(folder: string, build: (target: string) => Promise<void>): Promise<string> {
  const published = await currentOf(folder);
  if (published !== undefined) return published;
  const name = randomBytes(4).toString('hex');
  const target = join(folder, name);
  await mkdir(target, { recursive: true });
  try {
    await build(target);
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw error;
  }
  return publish(folder, name);
}

async function publish(folder: string, name: string): Promise<string> {
  const draft = join(folder, `${name}.name`);
  await writeFile(draft, name, { flush: true });
  try {
    await link(draft, join(folder, 'current'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await rm(join(folder, name), { recursive: true, force: true });
  } finally {
    await rm(draft, { force: true });
  }
  return join(folder, await readFile(join(folder, 'current'), 'utf8'));
}

async function currentOf(folder: string): Promise<string | undefined> {
  try {
    return join(folder, await readFile(join(folder, 'current'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
