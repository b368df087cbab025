import type { RunCommand } from '../run/run-command.ts';

/** The interpreter that process images run on. */
export interface HostPython {
  /** Absolute path of the interpreter itself, behind shims and links of PATH. */
  readonly executable: string;
  /** Full version, e.g. `3.11.7`. */
  readonly version: string;
  /** As in a manifest: `linux-x64`. */
  readonly platform: string;
}

const describe = 'import json, platform, sys; print(json.dumps([sys.executable, platform.python_version()]))';

/** Asks the `python3` of PATH who it is. Throws when there is none. */
export async function findPython(run: RunCommand): Promise<HostPython> {
  const output = await run(['python3', '-c', describe]);
  const [executable, version] = JSON.parse(output.split('\n').at(-1) ?? '') as [string, string];
  return { executable, version, platform: `${process.platform}-${process.arch}` };
}
