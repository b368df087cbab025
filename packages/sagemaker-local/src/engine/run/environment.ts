import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What decides the environment of a program besides its own settings. */
export interface EnvironmentSpec {
  /** Private directory of this run; its `home` and `tmp` become HOME and TMPDIR. */
  readonly privateDir: string;
  /** Directory that stands for `/opt/ml`. */
  readonly baseDir: string;
  readonly venvBin: string;
  readonly region: string;
  /** What the request asked for: wins over the defaults, never over PATH and SAGEMAKER_BASE_DIR. */
  readonly requested?: Readonly<Record<string, string>> | undefined;
}

/**
 * The environment of a job or endpoint program. Nothing of the server's own environment comes through except PATH and
 * the locale: no GITHUB_*, no INPUT_*, no AWS credentials, and a HOME of its own, so no ~/.aws either. AWS_REGION is
 * all that is set of AWS; a program that needs more gets it through the request's Environment.
 */
export function containerEnvironment(spec: EnvironmentSpec): Record<string, string> {
  const home = join(spec.privateDir, 'home');
  const temporary = join(spec.privateDir, 'tmp');
  for (const directory of [home, temporary]) mkdirSync(directory, { recursive: true });
  return {
    HOME: home,
    TMPDIR: temporary,
    LANG: process.env['LANG'] ?? 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    // Jobs and endpoints share the machine with everything else: no library takes all cores unasked.
    OMP_NUM_THREADS: '1',
    AWS_REGION: spec.region,
    ...spec.requested,
    SAGEMAKER_BASE_DIR: spec.baseDir,
    VIRTUAL_ENV: join(spec.venvBin, '..'),
    PATH: [spec.venvBin, process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'].join(delimiter),
  };
}

/** The environment for pip and uv: the server's own (proxies, certificates, package indexes) without what is not theirs. */
export function buildEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const foreign = /^(GITHUB_|INPUT_|ACTIONS_|AWS_(?!CA_BUNDLE)|PYTHONHOME$|PYTHONPATH$|VIRTUAL_ENV$)/;
  const inherited = Object.entries(process.env).filter(([name, value]) => value !== undefined && !foreign.test(name));
  return { ...(Object.fromEntries(inherited) as Record<string, string>), ...extra };
}
