import { alignedTable } from './aligned-table.ts';

export type Reader = 'actions and mlops' | 'actions' | 'mlops' | 'jobs and endpoints' | 'tests and demo';

interface Variable {
  readonly name: string;
  readonly meaning: string;
}

const variable = (name: string, meaning: string): Variable => ({ name, meaning });

/** Every variable that is read, by who reads it. A test compares the names with the sources. */
export const ENVIRONMENT_VARIABLES: Readonly<Record<Reader, readonly Variable[]>> = {
  'actions and mlops': [
    variable(
      'MLOPS_HOME',
      'Folder for the state of the local destination and the records. Without it: `mlops` in `RUNNER_TEMP` on a runner, `.mlops` beside the git root elsewhere. Set it on a self-hosted runner to keep endpoints and reuse work between jobs.',
    ),
    variable(
      'AWS_ENDPOINT_URL',
      'Address that takes the place of AWS, for doubles; `AWS_ENDPOINT_URL_S3` and the like for one service.',
    ),
    variable(
      'AWS_ACCESS_KEY_ID',
      'Credentials, with the other variables and files of the chain of the AWS SDK, where `assume-role` is not given or no OIDC token can be had.',
    ),
    variable('AWS_SECRET_ACCESS_KEY', 'The other half of them.'),
    variable('AWS_SESSION_TOKEN', 'Their third part, when they are temporary.'),
    variable('AWS_REGION', 'Only read by `sagemaker-local serve --s3`; an environment names its region.'),
    variable(
      'HTTPS_PROXY',
      'Proxy for building virtual environments and images, with `NO_PROXY`, `PIP_INDEX_URL`, `UV_INDEX_URL` and what else pip, uv and docker read themselves.',
    ),
  ],
  actions: [
    variable(
      'ACTIONS_ID_TOKEN_REQUEST_URL',
      'Where the runner gives out OIDC tokens; there when the job has `id-token: write`.',
    ),
    variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'Bearer token for it.'),
    variable('GITHUB_WORKSPACE', 'Where relative paths of inputs start.'),
    variable('RUNNER_TEMP', 'Where state goes without `MLOPS_HOME`.'),
    variable('GITHUB_REPOSITORY', 'Tag `mlops:repo` of what is created.'),
    variable('GITHUB_RUN_ID', 'Tag `mlops:run`: a cancelled run stops the jobs that carry it, and no other ones.'),
    variable('GITHUB_EVENT_NAME', 'On a pull request validate-data says openly what a merge would run.'),
    variable('GITHUB_SHA', 'Tag `mlops:commit`, and the commit of lineage.json.'),
    variable('GITHUB_SERVER_URL', 'Start of links to pages about errors, and to runs.'),
    variable('GITHUB_API_URL', 'Where comment-report finds the REST API.'),
    variable('GITHUB_GRAPHQL_URL', 'Where comment-report finds the GraphQL API.'),
    variable('GITHUB_ACTION_REPOSITORY', 'Repository of these links.'),
    variable('GITHUB_ACTION_REF', 'Version of these links.'),
    variable('GITHUB_STEP_SUMMARY', 'File of the job summary; without it none is written.'),
  ],
  mlops: [],
  'jobs and endpoints': [
    variable('SAGEMAKER_BASE_DIR', 'Folder in place of `/opt/ml`; set by sagemaker-local.'),
    variable('SAGEMAKER_BIND_TO_PORT', 'Port of the endpoint, 8080 by default.'),
    variable('MLOPS_TRAIN_SCRIPT', 'Script to train with, where the command line names none.'),
    variable('MLOPS_SCORE_SCRIPT', 'Script to score with, where the command line names none.'),
    variable('MLOPS_SERVE_SCRIPT', 'App to serve, where the command line names none.'),
    variable('MLOPS_ID_COLUMN', 'Column that identifies a row of the scored data.'),
    variable('MLOPS_MODEL_DIGEST', 'Digest that the endpoint answers with, so that a deploy can be proven.'),
  ],
  'tests and demo': [variable('MLOPS_DATA_DIR', 'Folder with the public data sets of examples/product-similarity.')],
};

/** The page about variables. */
export function environmentVariables(): string {
  const sections = Object.entries(ENVIRONMENT_VARIABLES)
    .filter(([, variables]) => variables.length > 0)
    .map(
      ([reader, variables]) =>
        `## Read by ${reader}\n\n${alignedTable(
          ['Variable', 'Meaning'],
          variables.map(({ name, meaning }) => [`\`${name}\``, meaning]),
        )}\n`,
    );
  return `# Environment variables

Configuration belongs into \`mlops.yml\` and inputs; these variables say where something runs. Jobs and endpoints of the local
destination get none of the runner's variables but \`PATH\` and \`LANG\`; \`train.environment\` of \`mlops.yml\` adds to them. \`SM_*\`
variables are set for classic scripts as SageMaker's training toolkit sets them.

${sections.join('\n')}`;
}
