/**
 * `pnpm release:version`: raises the version of all packages by what the notes in `.changeset/` say, and gathers the notes into
 * CHANGELOG.md. The changelogs of the packages, which changesets writes and its action reads, are ignored by git.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { withVersion } from './changelog.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

execFileSync('changeset', ['version'], { cwd: ROOT, stdio: 'inherit' });
writeFileSync(join(ROOT, 'CHANGELOG.md'), withVersion(read('CHANGELOG.md'), read('packages/core/CHANGELOG.md')));
