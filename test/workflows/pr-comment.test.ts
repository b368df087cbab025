import { describe, expect, test } from '@jest/globals';
import { evaluate } from './evaluate.ts';
import { parseWorkflow, readRepositoryFile } from './repository.ts';

const { jobs } = parseWorkflow(readRepositoryFile('.github/workflows/pr-comment.yml'));
const template = parseWorkflow(readRepositoryFile('workflows-templates/pr-comment.yml'));
const { comment, outdate } = jobs;
const steps = comment?.steps ?? [];

describe('the workflow that comments', () => {
  test.each(['comment', 'outdate'])('has the job %s, which reads artifacts and writes to pull requests', (name) => {
    expect(Object.keys(jobs)).toEqual(['comment', 'outdate']);
    expect(jobs[name]?.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
  });

  test.each(['comment', 'outdate'])(
    'checks nothing out in %s, and downloads only what our action has measured',
    (name) => {
      const all = jobs[name]?.steps ?? [];

      expect(all.map(({ uses }) => uses?.split('@')[0])).toEqual([
        '$/actions/comment-report',
        'actions/download-artifact',
        '$/actions/comment-report',
      ]);
      expect(all.filter(({ run }) => run !== undefined)).toEqual([]);
      expect(all[0]?.with).toMatchObject({ task: 'measure', 'run-id': all[1]?.with?.['run-id'] });
      for (const download of ['true', 'false', ''])
        expect(evaluate(all[1]?.if ?? '', { steps: { reports: { outputs: { download } } } })).toBe(download === 'true');
    },
  );

  test('takes from the event whom it is about, and from the other run nothing but the reports', () => {
    const [, , tell] = steps;
    const about = Object.entries(tell?.with ?? {}).filter(([name]) => /^(head-|run-)/.test(name));

    expect(about).toHaveLength(4);
    for (const [, value] of about) expect(value).toMatch(/^\$\{\{ github\.event\.workflow_run\.[\w.]+ \}\}$/);
  });

  test.each([
    ['workflow_run', 'pull_request', true],
    ['workflow_run', 'push', false],
    ['pull_request', '', false],
  ])('after %s of "%s": %s', (eventName, ofRun, runs) => {
    const github = { event_name: eventName, event: { workflow_run: { event: ofRun } } };

    expect(evaluate(comment?.if ?? '', { github })).toBe(runs);
  });

  test.each<readonly [string, object, boolean]>([
    ['a push to the default branch was trained', {}, true],
    ['the training was refused', { conclusion: 'failure' }, false],
    ['a pull request was judged', { event: 'pull_request' }, false],
    ['a branch was trained', { head_branch: 'better' }, false],
    ['a fork has a branch of that name', { head_repository: { full_name: 'somebody/model' } }, false],
  ])('strikes comments through when %s: %#', (_when, difference, runs) => {
    const run = {
      event: 'push',
      conclusion: 'success',
      head_branch: 'main',
      head_repository: { full_name: 'acme/model' },
      ...difference,
    };
    const event = { action: 'completed', workflow_run: run, repository: { default_branch: 'main' } };
    const github = { event_name: 'workflow_run', repository: 'acme/model', event };

    expect(evaluate(outdate?.if ?? '', { github })).toBe(runs);
  });

  test('measures only a run that has ended; one that began strikes the comment before it through', () => {
    const downloads = (action: string) => evaluate(steps[0]?.if ?? '', { github: { event: { action } } });

    expect([downloads('completed'), downloads('requested')]).toEqual([true, false]);
    expect(template.on['workflow_run']).toEqual({
      workflows: ['validate-pr', 'train'],
      types: ['requested', 'completed'],
    });
  });

  test.each(['validate-pr', 'train'])('follows the starter workflow %s by its name', (name) => {
    expect(parseWorkflow(readRepositoryFile(`workflows-templates/${name}.yml`)).name).toBe(name);
  });

  test('never starts by pull_request_target', () => {
    expect(Object.keys(template.on)).toEqual(['workflow_run']);
  });
});
