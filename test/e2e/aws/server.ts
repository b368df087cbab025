import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A server of its own process, that said where it listens. */
export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a program and waits until it prints an address of loopback. Throws with what it printed when it ends first. */
export async function startServer(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await firstAddress(child);
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function firstAddress(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (found !== undefined) resolve(found);
    });
  child.on('error', reject);
  child.on('exit', (code) => reject(new Error(`It ended with ${code}:\n${printed}`)));
  return promise;
}
