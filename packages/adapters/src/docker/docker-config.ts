import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { MlopsError, unlessAbsent } from '@mlops-actions/core';
import { pushRefusal } from './push-refusal.ts';
import type { RegistryLogin } from './registry-access.ts';
import { type RetryPorts, retried } from './retry.ts';
import { runDocker } from './run-docker.ts';

/** A docker configuration of our own: a login in it is seen by nobody else and ends with it. */
export interface DockerConfig {
  readonly folder: string;
  /** What docker has to be started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Throws REGISTRY_LOGIN_FAILED, REGISTRY_UNAVAILABLE, DOCKER_MISSING. */
  login(registry: string, credentials: Pick<RegistryLogin, 'username' | 'password'>): Promise<void>;
  /** Logs out and removes the folder. */
  remove(): Promise<void>;
}

interface ConfigFile {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

/**
 * Starts from the user's configuration, so that earlier logins, builders and plugins go on working. `home` is where the folder
 * is made, readable by this user only.
 */
export async function dockerConfig(home: string, ports: RetryPorts): Promise<DockerConfig> {
  await mkdir(home, { recursive: true });
  const folder = await mkdtemp(join(home, 'docker-'));
  const users = userFolder();
  for (const name of await entries(users))
    if (name !== 'config.json') await symlink(join(users, name), join(folder, name));
  await writeConfig(folder, await readConfig(users));
  const environment = { DOCKER_CONFIG: folder };
  const registries: string[] = [];
  return {
    folder,
    environment,
    async login(registry, { username = '', password = '' }) {
      await dropHelper(folder, registry);
      registries.push(registry);
      await retried(
        `docker login ${registry}`,
        () => tryLogin(registry, username, password, environment, ports),
        ports,
      );
    },
    async remove() {
      // Where the user's configuration names a store of credentials, the login went there.
      for (const registry of registries) await runDocker(['logout', registry], { environment });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What docker was told by an earlier `docker login` on this machine; nothing when a credential helper keeps it. */
export async function knownLogin(registry: string): Promise<Omit<RegistryLogin, 'registry'>> {
  const { auths = {} } = await readConfig(userFolder());
  const [username, password] = Buffer.from(auths[registry]?.auth ?? '', 'base64')
    .toString()
    .split(/:(.*)/s);
  return username === undefined || password === undefined ? {} : { username, password };
}

async function tryLogin(
  registry: string,
  username: string,
  password: string,
  environment: DockerConfig['environment'],
  { signal }: RetryPorts,
) {
  const args = ['login', '--username', username, '--password-stdin', registry];
  const { code, lines } = await runDocker(args, { input: password, environment, signal });
  if (code === 0) return { value: undefined };
  const reason = lines.at(-1) ?? `exit code ${code}`;
  if (pushRefusal(lines.join('\n')) === 'transient') return { retry: reason };
  throw new MlopsError('REGISTRY_LOGIN_FAILED', { registry, reason });
}

/** A helper that is set for the registry would take the login in place of the file, and most of them refuse to. */
async function dropHelper(folder: string, registry: string): Promise<void> {
  const config = await readConfig(folder);
  const { [registry]: _helper, ...credHelpers } = config.credHelpers ?? {};
  await writeConfig(folder, { ...config, credHelpers });
}

const writeConfig = (folder: string, config: ConfigFile): Promise<void> =>
  writeFile(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });

const userFolder = (): string => process.env.DOCKER_CONFIG || join(homedir(), '.docker');

const readConfig = async (folder: string): Promise<ConfigFile> =>
  JSON.parse((await unlessAbsent(readFile(join(folder, 'config.json'), 'utf8'))) ?? '{}');

const entries = async (folder: string): Promise<readonly string[]> => (await unlessAbsent(readdir(folder))) ?? [];
