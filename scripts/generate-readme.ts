/** The tables of inputs and outputs of every action's README, made from its action.yml, between the markers. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { alignedTable } from './generate/aligned-table.ts';
import { between, htmlMarkers } from './generate/between.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Described {
  readonly description?: string;
  readonly default?: string;
  readonly required?: boolean;
}

export interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs?: Readonly<Record<string, Described>>;
  readonly outputs?: Readonly<Record<string, Described>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

/** Folders of every public action, relative to the repository. */
export function actionFolders(): readonly string[] {
  const candidates = [
    'train',
    'serve',
    ...(existsSync(join(ROOT, 'actions')) ? readdirSync(join(ROOT, 'actions')).map((name) => `actions/${name}`) : []),
  ];
  return candidates.filter((folder) => existsSync(join(ROOT, folder, 'action.yml')));
}

export const readAction = (folder: string): ActionFile =>
  parse(readFileSync(join(ROOT, folder, 'action.yml'), 'utf8')) as ActionFile;

/** The README with its tables as action.yml has them. Throws when a description is missing or a marker is not there. */
export function withTables(readme: string, action: ActionFile): string {
  const withInputs = between(readme, htmlMarkers('inputs'), inputsTable(action));
  return between(withInputs, htmlMarkers('outputs'), outputsTable(action));
}

export const inputsTable = ({ inputs }: ActionFile): string =>
  table(['Input', 'Default', 'Description'], inputs, ({ default: value, required }) => [
    required === true ? 'required' : value === undefined ? '' : `\`${value}\``,
  ]);

export const outputsTable = ({ outputs }: ActionFile): string => table(['Output', 'Description'], outputs, () => []);

function table(
  header: readonly string[],
  entries: Readonly<Record<string, Described>> = {},
  middle: (entry: Described) => readonly string[],
): string {
  const rows = Object.entries(entries).map(([name, entry]) => {
    if (entry.description === undefined || entry.description === '')
      throw new Error(`"${name}" has no description in action.yml.`);
    return [`\`${name}\``, ...middle(entry), entry.description];
  });
  return alignedTable(header, rows);
}
