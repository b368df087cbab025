import { describe, expect, test } from '@jest/globals';
import { originals, parseWorkflow } from './repository.ts';

/** What actionlint and zizmor do not ask for, or ask for less strictly. */
describe.each(originals)('$title', ({ text }) => {
  const workflow = parseWorkflow(text);
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps ?? []);

  test('starts without any right, and each job names its own with a reason', () => {
    expect(workflow.permissions).toEqual({});
    expect(jobs.filter(({ permissions }) => permissions === undefined)).toEqual([]);
    const granted = text.split('\n').filter((line) => /^\s+[a-z-]+: (read|write)\b/.test(line));
    expect(granted.filter((line) => !line.includes('#'))).toEqual([]);
  });

  test('every job that runs steps ends by itself', () => {
    expect(jobs.filter((job) => job.uses === undefined && job['timeout-minutes'] === undefined)).toEqual([]);
  });

  test('says what happens to a second run, itself or in what it calls', () => {
    const silent = jobs.filter((job) => job.uses === undefined && job.concurrency === undefined);

    expect(workflow.concurrency === undefined ? silent : []).toEqual([]);
  });

  test('third-party actions are pinned to a commit, with the version beside', () => {
    const lines = text
      .split('\n')
      .filter((line) => /\buses:/.test(line) && !/uses: (\$\/|org\/mlops-actions\/)/.test(line));

    expect(lines.filter((line) => !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('a checkout leaves no token behind', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('no expression reaches a shell', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });
});

test('there are workflows to look at', () => {
  expect(originals.map(({ title }) => title)).toContain('.github/workflows/ci.yml');
});
