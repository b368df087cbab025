import { type LoadedConfig, type LoadOptions, loadConfig } from '../../src/config/load.ts';
import type { Override } from '../../src/config/overrides.ts';
import { treeOf } from '../../src/config/tree.ts';
import { isMlopsError } from '../../src/domain/errors.ts';

/** The smallest file that loads, with the given parts of the text replaced. */
export function minimal(...replacements: readonly (readonly [from: string, to: string])[]): string {
  const text = `version: 1
model: churn
task: binary
data: { table: data/churn.csv, label: churned }
train: { script: model/train.py }
validate: { gates: [{ metric: roc-auc, min: 0.80 }] }
`;
  return replacements.reduce((done, [from, to]) => {
    if (!done.includes(from)) throw new Error(`The minimal file has no "${from}".`);
    return done.replace(from, () => to);
  }, text);
}

/** Loads `mlops.yml` (or another named file) of a repository given as path → text. */
export function load(
  files: string | Readonly<Record<string, string>>,
  options: Partial<LoadOptions> = {},
): Promise<LoadedConfig> {
  const repository = typeof files === 'string' ? { 'mlops.yml': files } : files;
  const readFile = async (path: string) => (Object.hasOwn(repository, path) ? repository[path] : undefined);
  return loadConfig({ file: 'mlops.yml', readFile, ...options });
}

/** Values that win over the files, by path as text, e.g. `{ 'train.instance-type': 'ml.m5.xlarge' }`. */
export const overridesOf = (values: Readonly<Record<string, unknown>>): readonly Override[] =>
  Object.entries(values).map(([path, value]) => ({
    path: path.split('.'),
    value: treeOf(value, { file: 'override' }),
  }));

/** The mistakes of a repository that does not load, one `file:line:column path: sentence` each. */
export async function mistakes(...args: Parameters<typeof load>): Promise<readonly string[]> {
  try {
    await load(...args);
  } catch (error) {
    if (!isMlopsError(error, 'CONFIG_INVALID')) throw error;
    return error.details.problems.map(
      ({ file, line, column, path, message }) =>
        `${[file, line, column].filter(Boolean).join(':')} ${path}: ${message}`,
    );
  }
  return [];
}
