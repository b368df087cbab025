import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface NodeProcess {
  readonly pid: number;
  /** Writes a line to its stdin and resolves to all that it prints from then on. */
  release(): Promise<string>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Runs an ES module in a Node process of its own and waits for its first output. */
export async function startNode(source: string): Promise<NodeProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    pid: child.pid ?? 0,
    async release() {
      child.stdin.write('go\n');
      return text(child.stdout);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
