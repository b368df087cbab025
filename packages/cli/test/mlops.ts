import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a process of its own in a folder; sends SIGINT when a text appears on stdout. */
export function mlops(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  interruptAfter?: string,
): Promise<Ended> {
  const { MLOPS_HOME: _, ...inherited } = process.env;
  const options = { cwd: folder, env: { ...inherited, NO_COLOR: '1', ...environment } };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=@mlops-actions/source', MAIN, ...args],
      options,
      (_error, stdout, stderr) => resolve({ exitCode: child.exitCode ?? -1, stdout, stderr }),
    );
    child.stdout?.on('data', (chunk: string) => {
      if (interruptAfter !== undefined && chunk.includes(interruptAfter)) child.kill('SIGINT');
    });
  });
}

export const MINIMAL = `version: 1
model: churn
task: binary
data: { table: data/churn.csv, label: churned }
train: { script: model/train.py }
validate: { gates: [{ metric: roc-auc, min: 0.80 }] }
`;

/** A git repository in a temporary folder with these files. */
export function aRepository(files: Readonly<Record<string, string>> = { 'mlops.yml': MINIMAL }): string {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-cli-'));
  mkdirSync(join(folder, '.git'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}
