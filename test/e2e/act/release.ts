import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { variantOf, workflowVariants } from '../../../scripts/workflow-variant.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const PUBLISHED = { repository: 'org/mlops-actions', ref: 'v1' };
/** What a consumer downloads and runs; a whole checkout would be copied by act for every step. */
const DECLARED = ['*/action.yml', 'actions/*/action.yml'];
const BUNDLED = ['*/dist/*', 'actions/*/dist/*', 'packages/*/dist/*'];

/**
 * Writes this checkout below a folder, as `org/mlops-actions@v1` is downloaded. The bundles are those of the checkout, or of
 * the folder MLOPS_BUNDLES, which `scripts/bundle.ts --out` fills.
 */
export function exportRelease(target: string): void {
  const bundles = process.env['MLOPS_BUNDLES'] ?? ROOT;
  // act knows no `$/`, and looks for `./.github/workflows` in the caller's repository.
  for (const [file, text] of workflowVariants(PUBLISHED)) put(target, file, text);
  for (const file of found(DECLARED, ROOT))
    put(target, file, variantOf(readFileSync(join(ROOT, file), 'utf8'), PUBLISHED));
  for (const file of found(BUNDLED, bundles)) put(target, file, readFileSync(join(bundles, file)));
}

const found = (patterns: readonly string[], folder: string): readonly string[] =>
  globSync(patterns, { cwd: folder }).filter((file) => !file.startsWith('node_modules'));

function put(folder: string, file: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
}
