import { type ActionFile, actionFolders, inputsTable, outputsTable, readAction } from '../generate-readme.ts';

/** Inputs and outputs of every public action on one page. */
export function actionsReference(): string {
  return `# Actions

The stage actions do a whole stage from one \`mlops.yml\`. The separate actions are its steps; each works with \`config\` or, without any
file, with plain inputs, in which an input stands for a key of [mlops.yml](mlops-yml.md) and is read by the same rules. Where
both are given, an input wins over an environment of the file, that over the file, that over a default; \`task\`, data and gates
cannot be given beside \`config\`. How the steps are put together: [guide](../guides/steps.md). What each may do in an AWS account:
[rights](iam.md).

${actionFolders()
  .map((folder) => section(folder, readAction(folder)))
  .join('\n')}`;
}

const section = (folder: string, action: ActionFile): string => `## ${folder.replace('actions/', '')}

${action.description} [README](../../${folder}/README.md).

${inputsTable(action)}

${outputsTable(action)}
`;
