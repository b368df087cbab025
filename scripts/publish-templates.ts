/**
 * Writes the starter workflows into a checkout of an organisation's `.github` repository, where GitHub offers them to all of its
 * repositories. The placeholder `org` becomes the owner of your copy; `$default-branch` stays, GitHub fills it in.
 *
 *   node --conditions=@mlops-actions/source scripts/publish-templates.ts --repository acme/mlops-actions --out ../.github
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './root.ts';
import type { Published } from './workflow-variant.ts';

const CALL = /\borg\/mlops-actions\/([^\s@]+)@v1\b/g;

/** File name → text of every starter workflow and its properties, calling the given copy at the given ref. */
export function publishedTemplates({ repository, ref }: Published): ReadonlyMap<string, string> {
  const files = globSync('workflows-templates/*.{yml,json}', { cwd: ROOT }).sort();
  return new Map(
    files.map((file) => [
      basename(file),
      readFileSync(join(ROOT, file), 'utf8').replace(CALL, (_, path: string) => `${repository}/${path}@${ref}`),
    ]),
  );
}

/** What a repository has after somebody chose a starter workflow: GitHub puts in the name of its default branch. */
export const instantiated = (template: string, defaultBranch = 'main'): string =>
  template.replaceAll('$default-branch', defaultBranch);

if (import.meta.main) {
  const { values } = parseArgs({
    options: { repository: { type: 'string' }, ref: { type: 'string', default: 'v1' }, out: { type: 'string' } },
  });
  const { repository, ref, out } = values;
  if (repository === undefined || out === undefined)
    throw new Error(
      'Say which copy of mlops-actions to call with --repository owner/name, and where to write with --out DIR.',
    );
  const folder = join(out, 'workflow-templates');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of publishedTemplates({ repository, ref })) {
    writeFileSync(join(folder, name), text);
    console.log(`wrote ${join(folder, name)}`);
  }
}
