import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { EngineDependencies } from '../contracts.ts';
import { type Images, openImages } from './images/index.ts';
import { type Containers, openContainers } from './run/containers.ts';
import { commandRunner } from './run/run-command.ts';

/** What every part of the engine works with. */
export interface Services extends EngineDependencies {
  readonly containers: Containers;
  readonly images: Images;
  /** Aborts when the server goes away: nothing is started any more, and no record is judged by what ends now. */
  readonly closing: AbortController;
}

export function openServices(deps: EngineDependencies): Services {
  // Programs run in directories of their own and are told these paths: relative ones would lead elsewhere.
  const [workDir, cacheDir] = [resolve(deps.workDir), resolve(deps.cacheDir)];
  const containers = openContainers(join(workDir, 'children.json'), deps.clock);
  const images = openImages(deps.objects, workDir, cacheDir, commandRunner(containers));
  return { ...deps, workDir, cacheDir, containers, images, closing: new AbortController() };
}

/** Now, as the API says it: seconds since the epoch with a fraction. */
export function nowSeconds(services: Pick<Services, 'clock'>): number {
  return services.clock.now() / 1000;
}

/** The private directory of one run, empty: what an earlier run of that name left is removed. */
export async function freshRunDir(services: Services, ...names: readonly string[]): Promise<string> {
  const directory = join(services.workDir, 'runs', ...names);
  await rm(directory, { recursive: true, force: true });
  return directory;
}
