/**
 * Writes our reusable workflows for readers that lag behind github.com (Enterprise Server, act): there a workflow cannot say
 * "this repository at this commit" (`$/`), and queues do not exist.
 *
 *   node --conditions=@mlops-actions/source scripts/workflow-variant.ts --repository acme/mlops-actions --ref v1 --out DIR
 */
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './root.ts';

export interface Published {
  /** `owner/name` of the copy that is called. */
  readonly repository: string;
  /** Tag, branch or commit of it. */
  readonly ref: string;
}

/** References to this repository, and what older readers refuse: `queue` waits for its turn, without it one run waits at most. */
const SELF = /(\buses: )(?:\$|\.(?=\/\.github\/workflows\/))\/([^\s@#]+)/g;
const QUEUE = /^ +queue: (?:max|single)(?: +#.*)?\n/gm;

/** The text of a workflow that names its own repository and ref in every `uses`. Comments and layout stay. */
export const variantOf = (text: string, { repository, ref }: Published): string =>
  text.replace(SELF, (_, uses: string, path: string) => `${uses}${repository}/${path}@${ref}`).replace(QUEUE, '');

/** File → variant of every workflow that others can call. */
export function workflowVariants(published: Published): ReadonlyMap<string, string> {
  const files = globSync('.github/workflows/*.yml', { cwd: ROOT }).sort();
  const texts = files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const);
  return new Map(
    texts
      .filter(([, text]) => /^ {2}workflow_call:/m.test(text))
      .map(([file, text]) => [file, variantOf(text, published)]),
  );
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      repository: { type: 'string', default: 'org/mlops-actions' },
      ref: { type: 'string', default: 'v1' },
      out: { type: 'string' },
    },
  });
  if (values.out === undefined) throw new Error('Say where to write with --out DIR.');
  mkdirSync(join(values.out, '.github/workflows'), { recursive: true });
  for (const [file, text] of workflowVariants(values)) {
    writeFileSync(join(values.out, file), text);
    console.log(`wrote ${join(values.out, file)}`);
  }
}
