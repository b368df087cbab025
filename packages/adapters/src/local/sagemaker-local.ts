import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MlopsError } from '@mlops-actions/core';
import { runProgram } from '../node/run-program.ts';

/** How to reach a running sagemaker-local, as its `up` prints it. */
export interface LocalConnection {
  readonly url: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export type LocalCommand = 'up' | 'status' | 'down' | 'reset' | 'list' | 'journal';

export interface LocalServer {
  /** Runs a command of the server's own program and returns what it printed as JSON. Throws LOCAL_SERVER_FAILED. */
  run(command: LocalCommand): Promise<unknown>;
  up(): Promise<LocalConnection>;
}

/** `caller` is the `import.meta.url` of the running program: the server is found beside it, in the bundle or in the sources. */
export function localServer(caller: string, home: string, cache: string): LocalServer {
  const program = findProgram(caller);
  const run = async (command: LocalCommand) => {
    const withCache = command === 'up' || command === 'reset' ? ['--cache', cache] : [];
    const args = [...program, command, '--home', home, ...withCache, '--json'];
    const result = await runProgram(process.execPath, args, { environment: quietEnvironment() });
    if (result.code !== 0)
      throw new MlopsError('LOCAL_SERVER_FAILED', { command, reason: result.stderr.trim() || `exit ${result.code}` });
    return parseJson(command, result.stdout);
  };
  return { run, up: async () => (await run('up')) as LocalConnection };
}

function parseJson(command: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MlopsError(
      'LOCAL_SERVER_FAILED',
      { command, reason: `it printed no JSON: ${text.slice(0, 200)}` },
      { cause },
    );
  }
}

/** The committed bundle for a bundled caller, the sources (with Node's type stripping) for a caller that runs from source. */
function findProgram(caller: string): readonly string[] {
  const fromSource = caller.endsWith('.ts');
  const file = fromSource ? 'packages/sagemaker-local/src/main.ts' : 'packages/sagemaker-local/dist/index.js';
  for (let folder = dirname(fileURLToPath(caller)); ; folder = dirname(folder)) {
    const candidate = join(folder, file);
    if (existsSync(candidate)) return fromSource ? ['--conditions=@mlops-actions/source', candidate] : [candidate];
    if (folder === dirname(folder))
      throw new MlopsError('LOCAL_SERVER_FAILED', { command: 'up', reason: `${file} was not found beside ${caller}` });
  }
}

/**
 * The server outlives a step: what belongs to the runner's step or to a cloud account must not travel into its jobs. The
 * tracking id stays, by which a runner finds and ends what a job left behind.
 */
function quietEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(GITHUB_|RUNNER_(?!TRACKING_ID$)|ACTIONS_|INPUT_|STATE_|AWS_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
