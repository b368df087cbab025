import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Event } from './events.ts';
import { type ActLog, readActLog } from './log.ts';

export interface ActRun {
  readonly repository: string;
  /** HOME of act, where it keeps what it copies. */
  readonly home: string;
  /** Name of a file below .github/workflows. */
  readonly workflow: string;
  readonly event: Event;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** More arguments, e.g. which repository is which folder. */
  readonly arguments: readonly string[];
  /** Cancel the run, as the button of GitHub does, once the log holds this. */
  readonly cancelAfter?: string;
}

export interface Run extends ActLog {
  readonly exitCode: number | null;
}

/** Runs a workflow in act's host mode: its jobs are processes of this machine. */
export async function runAct(run: ActRun): Promise<Run> {
  const event = join(run.home, 'event.json');
  writeFileSync(event, JSON.stringify(run.event.payload));
  const args = [run.event.name, '-W', `.github/workflows/${run.workflow}`, '-e', event, '--json', '--no-cache-server'];
  const child = spawn('act', [...args, '-P', 'ubuntu-latest=-self-hosted', ...run.arguments, ...settings(run)], {
    cwd: run.repository,
    // act starts actions with the first node on PATH.
    env: { ...outside(), HOME: run.home, PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const hear = (chunk: string) => {
    printed += chunk;
    if (run.cancelAfter !== undefined && !child.killed && printed.includes(run.cancelAfter)) child.kill('SIGINT');
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', hear);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { exitCode, ...readActLog(printed) };
}

const settings = ({ environment, secrets }: ActRun): readonly string[] => [
  ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ...Object.entries(secrets).flatMap(([name, value]) => ['-s', `${name}=${value}`]),
];

/** Nothing of a runner that these tests themselves may run on. */
const outside = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(GITHUB_|RUNNER_|ACTIONS_|INPUT_|AWS_|NODE_OPTIONS|XDG_)/.test(name),
    ),
  );
