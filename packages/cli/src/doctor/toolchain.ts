import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gitRoot } from '../home.ts';
import { bad, type Finding, good } from './check.ts';

const OLDEST_NODE = [22, 18] as const;
const OLDEST_PYTHON = [3, 9] as const;

/** Prints the version, and fails when the interpreter cannot make a virtual environment with pip in it. */
const PYTHON_PROBE = 'import ensurepip, pip, sys, venv; print("%d.%d.%d" % sys.version_info[:3])';

export function checkNode(version: string = process.versions.node): Finding {
  return atLeast(version, OLDEST_NODE)
    ? good('node', version)
    : bad('node', version, 'Install Node 22.18 or newer, or run through pnpm, which brings its own.');
}

/** `command` is the interpreter that runs jobs and endpoints locally. */
export async function checkPython(command = 'python3'): Promise<Finding> {
  const fix = 'Install Python 3.9 or newer with venv and pip (Debian: apt install python3-venv python3-pip).';
  return promisify(execFile)(command, ['-c', PYTHON_PROBE]).then(
    ({ stdout }) =>
      atLeast(stdout.trim(), OLDEST_PYTHON) ? good('python', stdout.trim()) : bad('python', stdout.trim(), fix),
    (error: Error) => bad('python', lastLine(error.message), fix),
  );
}

export function checkGit(folder: string): Finding {
  const root = gitRoot(folder);
  return root === undefined
    ? bad('git', `${folder} is in no repository`, 'Run git init: records name the commit a model was made of.')
    : good('git', root);
}

function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [foundMajor = 0, foundMinor = 0] = version.split('.').map(Number);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
