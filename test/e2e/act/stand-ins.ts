import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What a third-party action does here, as the step of a composite action. Nothing is downloaded. */
interface StandIn {
  readonly inputs: readonly string[];
  readonly outputs?: Readonly<Record<string, string>>;
  /** Program of bash; inputs come as `IN_<NAME>`. */
  readonly run: string;
}

/** Artifacts are folders below the one named by ARTIFACTS, which the harness sets. */
const STAND_INS: Readonly<Record<string, StandIn>> = {
  // act gives the job a copy of the repository itself, unless another one is asked for.
  'actions/checkout': {
    inputs: ['repository', 'ref', 'path'],
    run: 'if [ -n "$IN_PATH" ]; then mkdir -p "$IN_PATH"; git archive "$IN_REF" | tar -x -C "$IN_PATH"; fi; echo "checked out"',
  },
  'actions/setup-python': {
    inputs: ['python-version', 'python-version-file'],
    outputs: { 'python-version': '3' },
    run: 'python3 --version',
  },
  'actions/setup-node': { inputs: ['node-version'], run: 'node --version' },
  'actions/upload-artifact': {
    inputs: ['name', 'path', 'if-no-files-found'],
    run: 'mkdir -p "$ARTIFACTS/$IN_NAME"; while read -r path; do [ -z "$path" ] || cp -r $path "$ARTIFACTS/$IN_NAME/" || [ "$IN_IF_NO_FILES_FOUND" != error ]; done <<< "$IN_PATH"',
  },
  'actions/download-artifact': {
    inputs: ['name', 'pattern', 'path'],
    run: 'mkdir -p "$IN_PATH"; if [ -n "$IN_NAME" ]; then cp -r "$ARTIFACTS/$IN_NAME/." "$IN_PATH"; else cp -r "$ARTIFACTS"/$IN_PATTERN "$IN_PATH"; fi',
  },
};

/**
 * Makes a stand-in for every third-party action that workflows of these folders use, and returns act's arguments for them.
 * Throws for an action that has none.
 */
export function standIns(target: string, folders: readonly string[]): readonly string[] {
  return [...new Set(folders.flatMap(thirdParties))].flatMap((reference) => {
    const [name = ''] = reference.split('@');
    const standIn = STAND_INS[name];
    if (standIn === undefined) throw new Error(`${reference} has no stand-in in ${import.meta.filename}.`);
    const folder = join(target, name.replace('/', '-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'action.yml'), JSON.stringify(actionOf(name, standIn)));
    return ['--local-repository', `${reference}=${folder}`];
  });
}

/** `owner/name@ref` of what is neither ours nor of the repository itself. */
const thirdParties = (folder: string): readonly string[] =>
  globSync('.github/workflows/*.yml', { cwd: folder })
    .flatMap((file) => usesOf(parse(readFileSync(join(folder, file), 'utf8'))))
    .filter((reference) => !/^(\.|\$|org\/mlops-actions)/.test(reference));

function usesOf(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'uses' && typeof value === 'string' ? [value] : usesOf(value),
  );
}

function actionOf(name: string, { inputs, outputs = {}, run }: StandIn): object {
  const env = Object.fromEntries(
    inputs.map((input) => [`IN_${input.replaceAll('-', '_').toUpperCase()}`, `\${{ inputs.${input} }}`]),
  );
  return {
    name,
    description: 'Stands in for an action of the same name.',
    inputs: Object.fromEntries(inputs.map((input) => [input, { description: input, default: '' }])),
    outputs: Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, { description: key, value }])),
    runs: { using: 'composite', steps: [{ shell: 'bash', run, env }] },
  };
}
