import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { signalGroup } from '../../src/engine/run/children.ts';
import { type Containers, openContainers } from '../../src/engine/run/containers.ts';
import { maxLineBytes, splitLines } from '../../src/engine/run/lines.ts';
import { processIdentity } from '../../src/engine/run/process-identity.ts';
import { eventually, realClock } from './helpers/home.ts';
import { startNode } from './helpers/node-process.ts';

describe('a program', () => {
  it('hands over its lines of both streams, whole and in order', async () => {
    const { lines, exit } = await runShell('printf "a\\nb"; printf "c\\n\\nd\\r\\n"; printf "last"');

    expect(lines).toEqual(['a', 'bc', '', 'd', 'last']);
    expect(exit).toEqual({ code: 0 });
  });

  it('ends with 127 when it does not exist and says so', async () => {
    const { lines, exit } = await run(['no-such-program']);

    expect(exit.code).toBe(127);
    expect(lines.join()).toContain('no-such-program');
  });

  it('does not meet a child that it has not started', async () => {
    const { lines } = await run([
      'python3',
      '-c',
      'import os\ntry:\n  os.wait()\nexcept ChildProcessError:\n  print("none")',
    ]);

    expect(lines).toEqual(['none']);
  });

  it('takes its own children with it', async () => {
    const { lines } = await runShell('sleep 300 & echo $!');

    await eventually(() => (processIdentity(Number(lines[0])) === undefined ? true : undefined));
  });

  it('is killed after the grace period when it ignores SIGTERM', async () => {
    await withContainers(async (containers) => {
      const lines: string[] = [];
      const container = containers.start({
        ...shell('trap "echo no" TERM; echo ready; while :; do sleep 0.05; done'),
        onLine: (line) => lines.push(line),
      });
      await eventually(() => lines.find((line) => line === 'ready'));

      const exit = await container.stop(0.3);

      expect(exit.code).toBe(137);
      expect(lines).toContain('no');
    });
  });

  it('is never started once the server closes', async () => {
    await withContainers(async (containers) => {
      await containers.close(0);

      expect(() => containers.start({ ...shell('true'), onLine: () => undefined })).toThrow(
        'the local server is closing',
      );
    });
  });
});

describe('a server that is killed', () => {
  it('takes its programs with it, also those that ignore SIGTERM', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'killed-'));
    const containersModule = join(import.meta.dirname, '../../src/engine/run/containers.ts');
    const server = await startNode(`
      import { openContainers } from ${JSON.stringify(containersModule)};
      const containers = openContainers(${JSON.stringify(join(dir, 'children.json'))}, { now: Date.now, sleep: async () => {} });
      const spec = { command: ['/bin/sh', '-c', 'trap "" TERM; echo ready; sleep 300'], cwd: '/', env: { PATH: process.env.PATH } };
      await new Promise((resolve) => containers.start({ ...spec, onLine: resolve }));
      process.stdout.write('ready');`);
    const [child] = JSON.parse(readFileSync(join(dir, 'children.json'), 'utf8')) as { pid: number; identity: string }[];
    expect(processIdentity(child?.pid ?? 0)).toBe(child?.identity);

    await server.kill();

    await eventually(() => (processIdentity(child?.pid ?? 0) === undefined ? true : undefined));
    rmSync(dir, { recursive: true });
  });

  it('leaves programs that the next one kills, but never a recycled process id', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'leftovers-'));
    const file = join(dir, 'children.json');
    await withContainers(async (others) => {
      const leftover = others.start({ ...shell('sleep 300'), onLine: () => undefined });
      const innocent = others.start({ ...shell('sleep 300'), onLine: () => undefined });
      const known = { pid: leftover.pid, identity: processIdentity(leftover.pid ?? 0) };
      writeFileSync(
        file,
        JSON.stringify([known, { pid: innocent.pid, identity: '1' }, { pid: 999_999_999, identity: '1' }]),
      );

      const killed = openContainers(file, realClock).killLeftovers();

      expect(killed).toBe(1);
      expect((await leftover.exited).code).toBe(137);
      expect(signalGroup(innocent.pid ?? 0, 'SIGCONT')).toBe(true);
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([]);
    });
    rmSync(dir, { recursive: true });
  });
});

describe('a line', () => {
  it('is cut where CloudWatch cuts an event, and the next line is whole again', () => {
    const lines: string[] = [];
    const splitter = splitLines((line) => lines.push(line));

    for (let part = 0; part < 40; part += 1) splitter.push(Buffer.from('é'.repeat(5000)));
    splitter.push(Buffer.from('\nnext\n'));
    splitter.end();

    expect(Buffer.byteLength(lines[0] ?? '')).toBeLessThanOrEqual(maxLineBytes);
    expect(lines[0]).toMatch(/^é+\W* … \[line cut\]$/);
    expect(lines.slice(1)).toEqual(['next']);
  });

  it('keeps characters whole that arrive in two pieces', () => {
    const lines: string[] = [];
    const splitter = splitLines((line) => lines.push(line));
    const bytes = Buffer.from('naïve\n');

    splitter.push(bytes.subarray(0, 3));
    splitter.push(bytes.subarray(3));

    expect(lines).toEqual(['naïve']);
  });
});

const shell = (script: string) => ({
  command: ['/bin/sh', '-c', script],
  cwd: tmpdir(),
  env: { PATH: process.env['PATH'] ?? '' },
});

const runShell = (script: string) => run(shell(script).command);

async function run(command: readonly string[]) {
  const lines: string[] = [];
  const exit = await withContainers(
    (containers) => containers.start({ ...shell(''), command, onLine: (line) => lines.push(line) }).exited,
  );
  return { lines, exit };
}

async function withContainers<T>(use: (containers: Containers) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'run-'));
  const containers = openContainers(join(dir, 'children.json'), realClock);
  try {
    return await use(containers);
  } finally {
    await containers.close(0);
    rmSync(dir, { recursive: true });
  }
}
