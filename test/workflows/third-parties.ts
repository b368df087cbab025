/** The inputs that our workflows use of actions of others, as their action.yml declares them at the pinned commits. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
  'actions/attest': ['subject-checksums'],
  'actions/checkout': ['persist-credentials', 'ref', 'path', 'fetch-depth', 'fetch-tags'],
  'actions/download-artifact': ['name', 'path', 'pattern', 'run-id', 'github-token'],
  'actions/setup-go': ['go-version', 'cache'],
  'actions/setup-node': ['node-version', 'package-manager-cache'],
  'actions/setup-python': ['python-version'],
  'actions/upload-artifact': ['name', 'path', 'if-no-files-found', 'overwrite', 'retention-days'],
  'changesets/action/version': ['script', 'commit-message', 'pr-title'],
};

/** What the language service wants to know of an action; undefined for one that is not listed here. */
export function thirdParty(name: string) {
  const inputs = INPUTS[name];
  if (inputs === undefined) return undefined;
  return {
    name,
    description: name,
    inputs: Object.fromEntries(inputs.map((input) => [input, { description: input }])),
  };
}
