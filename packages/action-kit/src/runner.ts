import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the runner tells a step about itself, read once. */
export interface Runner {
  /** Where relative paths of inputs start. */
  readonly workspace: string;
  /** State of the local destination and the records; lasts as long as the job. */
  readonly home: string;
  /** What started the workflow, e.g. `push` or `pull_request`; empty outside of a runner. */
  readonly event: string;
  readonly run: { readonly repository?: string; readonly runId?: string; readonly commit?: string };
  /** The repository of this action at the running version, for links to its pages. */
  readonly docsBase?: string;
}

/** `environment` is the process environment or a stand-in for it. */
export function describeRunner(environment: Readonly<Record<string, string | undefined>>): Runner {
  const given = (name: string) => (environment[name] === '' ? undefined : environment[name]);
  const docsBase = docsBaseOf(
    given('GITHUB_SERVER_URL'),
    given('GITHUB_ACTION_REPOSITORY'),
    given('GITHUB_ACTION_REF'),
  );
  return {
    workspace: given('GITHUB_WORKSPACE') ?? process.cwd(),
    event: given('GITHUB_EVENT_NAME') ?? '',
    home: given('MLOPS_HOME') ?? join(given('RUNNER_TEMP') ?? tmpdir(), 'mlops'),
    run: present({
      repository: given('GITHUB_REPOSITORY'),
      runId: given('GITHUB_RUN_ID'),
      commit: given('GITHUB_SHA'),
    }),
    ...(docsBase === undefined ? {} : { docsBase }),
  };
}

/** An action of the running repository itself (`./train`) has no repository and no ref: then pages are named by path. */
function docsBaseOf(server = 'https://github.com', repository?: string, ref?: string): string | undefined {
  return repository === undefined || ref === undefined ? undefined : `${server}/${repository}/blob/${ref}`;
}

function present<K extends string>(values: Readonly<Record<K, string | undefined>>): { readonly [Key in K]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in K]?: string;
  };
}
