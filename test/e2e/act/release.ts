import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What a consumer downloads and runs; a whole checkout would be copied by act for every step. */
const DECLARED = ['*/action.yml', 'actions/*/action.yml', '.github/workflows/*.yml'];
const BUNDLED = ['*/dist/*', 'actions/*/dist/*', 'packages/*/dist/*'];

/**
 * Writes this checkout below a folder, as `org/mlops-actions@v1` is downloaded. The bundles are those of the checkout, or of
 * the folder MLOPS_BUNDLES, which `scripts/bundle.ts --out` fills.
 */
export function exportRelease(target: string): void {
  const bundles = process.env['MLOPS_BUNDLES'] ?? ROOT;
  for (const file of found(DECLARED, ROOT)) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    if (isPublic(file, text)) put(target, file, named(text));
  }
  for (const file of found(BUNDLED, bundles)) put(target, file, readFileSync(join(bundles, file)));
}

const found = (patterns: readonly string[], folder: string): readonly string[] =>
  globSync(patterns, { cwd: folder }).filter((file) => !file.startsWith('node_modules'));

/** Our own pipelines are of no use to anybody else. */
const isPublic = (file: string, text: string): boolean =>
  !file.startsWith('.github/') || text.includes('workflow_call');

/** `$/folder` and `./.github/workflows/…` mean "this repository at this commit"; act looks for both in the caller's. */
const named = (text: string): string =>
  text.replaceAll(/uses: (?:\$|\.(?=\/\.github\/workflows\/))\/([^\s@]+)/g, 'uses: org/mlops-actions/$1@v1');

function put(folder: string, file: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}
