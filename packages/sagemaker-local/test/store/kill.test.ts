import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { realClock } from '../../src/process/real-clock.ts';
import { readJsonLines } from '../../src/store/json-lines.ts';
import { logStore } from '../../src/store/log-store.ts';
import { localObjects } from '../../src/store/object-store.ts';
import { recordStore } from '../../src/store/record-store.ts';

const writer = join(import.meta.dirname, 'writer.ts');
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sagemaker-local-kill-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Runs the writer, kills it once it has said that this many rounds are written, and returns the last one it said. */
async function killAfter(rounds: number): Promise<number> {
  const child = spawn(process.execPath, [writer, home], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last === rounds) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');
  return last;
}

it.each([0, 3, 11])(
  'everything that was said to be written survives a kill after %d rounds, and the next start writes on',
  async (rounds) => {
    const last = await killAfter(rounds);

    const store = recordStore(join(home, 'state'));
    const objects = localObjects(home, store, realClock);
    const logs = logStore(join(home, 'logs'), realClock);
    const [stream] = logs.streams('group') ?? [];
    for (let round = 0; round <= last; round += 1) {
      expect(store.records('job').get(`job-${round}`)).toEqual({ round });
      const opened = objects.open('bucket', `key-${round}`);
      expect(readFileSync(opened?.path ?? '', 'utf8')).toBe(`content ${round}`);
      expect(stream?.slice(round, round + 1)[0]?.message).toBe(`line ${round}`);
    }
    expect(store.records<{ round: number }>('job').get('counter')?.round).toBeGreaterThanOrEqual(last);
    expect(
      readJsonLines<{ round: number }>(join(home, 'journal.jsonl'))
        .map(({ round }) => round)
        .slice(0, last + 1),
    ).toEqual(Array.from({ length: last + 1 }, (_, round) => round));
    expect(readdirSync(join(home, 'blobs', 'incoming'))).toEqual([]);
    expect(await killAfter(1)).toBeGreaterThanOrEqual(1);
  },
);
