/** What a push to the default branch asks of the release workflow. Prints the outputs of a step. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';

export interface State {
  /** Files of `.changeset/` that note a change. */
  readonly changesets: readonly string[];
  /** Version of all packages. */
  readonly version: string;
  readonly tags: readonly string[];
}

/**
 * `version`: there are notes to gather, so the version pull request is made or kept current. `publish`: the notes were gathered
 * into a version that has no tag yet. `none`: that version is out.
 */
export type Mode = 'version' | 'publish' | 'none';

export function releaseMode({ changesets, version, tags }: State): Mode {
  if (changesets.length > 0) return 'version';
  return version === '0.0.0' || tags.includes(`v${version}`) ? 'none' : 'publish';
}

/** The moving tag that people write behind `@`. */
export const movingTag = (version: string): string => `v${version.split('.')[0]}`;

if (import.meta.main) {
  const state = readState();
  console.log(`mode=${releaseMode(state)}\nversion=${state.version}\nmoving-tag=${movingTag(state.version)}`);
}

function readState(): State {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'packages/core/package.json'), 'utf8')) as { version: string };
  return {
    version,
    changesets: readdirSync(join(ROOT, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md'),
    tags: execFileSync('git', ['tag', '--list'], { cwd: ROOT, encoding: 'utf8' }).split('\n'),
  };
}
