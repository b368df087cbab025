import { expect, it } from '@jest/globals';
import { MlopsError } from '../../src/domain/errors.ts';
import { errorSummary } from '../../src/report/error-summary.ts';
import { causeChain, renderError } from '../../src/report/render-error.ts';

const notFound = new MlopsError('CONFIG_NOT_FOUND', { file: 'models/churn/mlops.yml' });

it('renders an error with its code, hint and the page of the code', () => {
  expect(renderError(notFound)).toEqual({
    code: 'CONFIG_NOT_FOUND',
    kind: 'user',
    title: 'CONFIG_NOT_FOUND',
    message: 'There is no configuration file at models/churn/mlops.yml.',
    hint: 'Write an mlops.yml there, or name another file with --config (CLI) or the input "config" (action).',
    docs: 'docs/troubleshooting/CONFIG_NOT_FOUND.md',
  });
});

it('links the page at the running version when it knows the repository', () => {
  expect(renderError(notFound, 'https://github.com/acme/mlops-actions/blob/v1').docs).toBe(
    'https://github.com/acme/mlops-actions/blob/v1/docs/troubleshooting/CONFIG_NOT_FOUND.md',
  );
});

it.each([
  { thrown: new RangeError('out of range'), problem: 'RangeError: out of range' },
  { thrown: 'a string', problem: 'a string' },
  { thrown: undefined, problem: 'undefined' },
])('reports $problem, which nobody expected, as a defect of ours', ({ thrown, problem }) => {
  expect(renderError(thrown)).toMatchObject({
    code: 'UNEXPECTED',
    kind: 'bug',
    message: `Something happened that mlops-actions did not expect: ${problem}`,
  });
});

it('lists causes nearest first and ends where a chain bites its tail', () => {
  const root = new Error('ECONNRESET');
  const middle = new Error('socket hang up', { cause: root });
  root.cause = middle;

  expect(causeChain(new Error('failed', { cause: middle }))).toEqual(['Error: socket hang up', 'Error: ECONNRESET']);
});

it('summarises a failed step', () => {
  const problems = [
    { file: 'mlops.yml', line: 3, column: 1, path: 'task', message: 'The value "<b>binry</b>" is none.' },
  ];

  expect(errorSummary(renderError(new MlopsError('CONFIG_INVALID', { problems })))).toMatchInlineSnapshot(`
"### ❌ 1 mistake in the configuration:

- mlops.yml:3:1 task: The value "&lt;b&gt;binry&lt;/b&gt;" is none.

Correct every line named above; \`mlops config\` prints the merged result with the origin of each value.

What it means and how to go on: \`docs/troubleshooting/CONFIG_INVALID.md\`"
`);
});
