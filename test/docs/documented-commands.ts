import { type Block, blocksOf, pages } from './pages.ts';

/** A block of commands, named by its page and its first line. */
interface Documented {
  readonly page: string;
  readonly first: string;
}

interface Step extends Documented {
  /** The last command ends with 1, as the page says. */
  readonly refusedAtLast?: true;
}

/** What a reader types one after the other, from an empty folder. `.ci/run` does so, in this order. */
const JOURNEY: readonly Step[] = [
  { page: 'docs/start/README.md', first: 'git clone https://github.com/org/mlops-actions && cd mlops-actions' },
  { page: 'docs/start/aws.md', first: 'for name in base role; do' },
  {
    page: 'docs/guides/mlops-engineer.md',
    first:
      'node_modules/.bin/node --conditions=@mlops-actions/source scripts/publish-templates.ts --repository OWNER/mlops-actions --out ../dot-github',
  },
  {
    page: 'docs/start/README.md',
    first: 'cp -r examples/tabular-classification ../my-model && cd ../my-model && git init',
  },
  { page: 'README.md', first: 'mlops data' },
  { page: 'docs/guides/data-scientist.md', first: 'mlops data --suggest' },
  { page: 'examples/tabular-classification/README.md', first: 'mlops train', refusedAtLast: true },
  {
    page: 'examples/tabular-classification/README.md',
    first: 'python3.11 -m venv .venv && . .venv/bin/activate',
  },
];

const ACCOUNT = 'needs an account; options and parameters are compared with the templates';
const GITHUB = 'needs a repository on GitHub and rights over its settings';

/** What cannot run there, each with its reason. */
const NOT_RUN: readonly (Documented & { readonly because: string })[] = [
  { page: 'CONTRIBUTING.md', first: 'npx -y pnpm@12.21.0 test', because: 'these are phases of .ci/run and itself' },
  {
    page: 'README.md',
    first: 'git clone https://github.com/org/mlops-actions && cd mlops-actions',
    because: 'the same two lines as in docs/start/README.md',
  },
  {
    page: 'docs/start/aws.md',
    first: 'gh api repos/OWNER/REPO/actions/oidc/customization/sub --jq .use_immutable_subject',
    because: GITHUB,
  },
  {
    page: 'docs/start/aws.md',
    first: "gh api --method PUT repos/OWNER/REPO/environments/staging --input - <<'JSON'",
    because: GITHUB,
  },
  {
    page: 'docs/start/aws.md',
    first: 'aws cloudformation deploy --stack-name mlops-base --template-file docs/start/aws/base.cfn.yml \\',
    because: ACCOUNT,
  },
  {
    page: 'docs/start/aws.md',
    first: "aws cloudformation describe-stacks --stack-name mlops-base --query 'Stacks[0].Outputs' --output table",
    because: ACCOUNT,
  },
  {
    page: 'docs/start/aws.md',
    first: 'aws cloudformation deploy --stack-name mlops-staging --template-file docs/start/aws/role.cfn.yml \\',
    because: ACCOUNT,
  },
  {
    page: 'examples/product-similarity/README.md',
    first: 'mlops train',
    because: 'the demo of this example runs both in .ci/run',
  },
  {
    page: 'examples/product-similarity/README.md',
    first: 'python data/prepare.py --from "$MLOPS_DATA_DIR/abt-buy" --out data/abt-buy',
    because: 'needs public data; .ci/phases/product-similarity runs it where they are',
  },
  {
    page: 'examples/product-similarity/README.md',
    first: 'python3.11 -m venv .venv && . .venv/bin/activate',
    because: '.ci/phases/example-tests runs these tests; the last line needs public data',
  },
  {
    page: 'examples/product-similarity/README.md',
    first:
      'curl -s localhost:8080/invocations -d \'{"instances": [{"left_name": "…", "right_name": "…", "right_price": "129"}]}\'',
    because: 'shows a request in short; the smoke requests of the example are sent in full',
  },
  {
    page: 'examples/tabular-classification/README.md',
    first: 'curl -s localhost:8080/invocations -d \'{"instances": [{"mean_radius": 17.99, …}]}\'',
    because: 'shows a request in short; the smoke requests of the example are sent in full',
  },
  {
    page: 'packages/sagemaker-local/README.md',
    first: 'sagemaker-local up',
    because:
      'the program is installed nowhere; its tests start and stop it, and its clients are tested by botocore and the SDK',
  },
  {
    page: 'packages/sagemaker-local/README.md',
    first: 'python3 -m venv /tmp/botocore && /tmp/botocore/bin/pip install botocore==1.44.5',
    because: 'a phase of .ci/run checks the service model with a botocore that is locked by hash',
  },
];

/** Every block of commands in the documentation. */
export const commandBlocks: readonly Block[] = pages
  .flatMap(blocksOf)
  .filter(({ language }) => ['console', 'sh', 'bash', 'shell'].includes(language));

const bare = (line: string): string => line.replace(/^\$ /, '').replace(/\s+# .*$/, '');
const firstLine = ({ text }: Block): string => bare(text.split('\n')[0] ?? '').trim();
const matches =
  ({ page, first }: Documented) =>
  (block: Block): boolean =>
    block.file === page && firstLine(block) === first;

/** Blocks that neither run nor say why, and entries of the lists that no page has. */
export function unaccounted(): { readonly blocks: readonly string[]; readonly entries: readonly string[] } {
  const known = [...JOURNEY, ...NOT_RUN];
  return {
    blocks: commandBlocks
      .filter((block) => !known.some((entry) => matches(entry)(block)))
      .map((block) => `${block.file}:${block.line}: ${firstLine(block)}`),
    entries: known.filter((entry) => !commandBlocks.some(matches(entry))).map(({ page, first }) => `${page}: ${first}`),
  };
}

/** One bash program that types the journey. */
export function journey(): string {
  const steps = JOURNEY.map((step) => {
    const block = commandBlocks.find(matches(step));
    if (block === undefined) throw new Error(`${step.page} has no block that starts with "${step.first}".`);
    return `\n# ${block.file}:${block.line}\n${step.refusedAtLast === true ? refused(block) : block.text}`;
  });
  return `set -euo pipefail\nshopt -s expand_aliases\nset -x\n${steps.join('')}\nmlops local down\n`;
}

function refused({ text }: Block): string {
  const lines = text.trimEnd().split('\n');
  const last = bare(lines.at(-1) ?? '');
  return `${[...lines.slice(0, -1), `code=0; ${last} || code=$?; test "$code" -eq 1`].join('\n')}\n`;
}
