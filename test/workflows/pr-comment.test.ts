import { describe, expect, test } from '@jest/globals';
import { evaluate } from './evaluate.ts';
import { parseWorkflow, readRepositoryFile } from './repository.ts';

const { jobs } = parseWorkflow(readRepositoryFile('.github/workflows/pr-comment.yml'));
const template = parseWorkflow(readRepositoryFile('workflows-templates/pr-comment.yml'));
const { comment } = jobs;
const steps = comment?.steps ?? [];

describe('the workflow that comments', () => {
  test('is one job, which alone may write to pull requests', () => {
    expect(Object.keys(jobs)).toEqual(['comment']);
    expect(comment?.permissions).toEqual({ actions: 'read', 'pull-requests': 'write' });
  });

  test('checks nothing out and runs no program but the download and our action', () => {
    expect(steps.map(({ uses }) => uses?.split('@')[0])).toEqual([
      'actions/download-artifact',
      '$/actions/comment-report',
    ]);
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
  });

  test('takes from the event whom it is about, and from the other run nothing but the reports', () => {
    const [, tell] = steps;
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

  test('downloads only from a run that has ended; one that began strikes the comment before it through', () => {
    const downloads = (action: string) => evaluate(steps[0]?.if ?? '', { github: { event: { action } } });

    expect([downloads('completed'), downloads('requested')]).toEqual([true, false]);
    expect(template.on['workflow_run']).toEqual({ workflows: ['validate-pr'], types: ['requested', 'completed'] });
  });

  test('follows the starter workflow that judges, by its name', () => {
    expect(parseWorkflow(readRepositoryFile('workflows-templates/validate-pr.yml')).name).toBe('validate-pr');
  });

  test('never starts by pull_request_target', () => {
    expect(Object.keys(template.on)).toEqual(['workflow_run']);
  });
});
