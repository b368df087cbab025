import { describe, expect, it } from '@jest/globals';
import { bytesSource } from '@mlops-actions/evaluation';
import { contentDigest, policyDigest, questionId } from '../../src/stages/question.ts';

type Config = Parameters<typeof policyDigest>[0];

const gate = { id: 'floor', metric: 'f1', min: 0.8, inconclusive: 'block', file: 'mlops.yml', line: 14 };
const validate = { script: 'model/validate.py', mode: 'enforce', slices: [], exactRows: 10, gates: [gate] };

const config = (changes: { readonly validate?: object; readonly columns?: object } = {}) =>
  ({
    model: 'churn',
    task: 'binary',
    data: { columns: { label: 'churned', ...changes.columns }, positive: 'yes' },
    validate: { ...validate, ...changes.validate },
  }) as unknown as Config;

const question = {
  candidate: { digest: 'c', job: 'churn-1', image: 'i' },
  heldOut: { digest: 'h', rows: 10 },
  labels: 'l',
};
const id = (changes?: Parameters<typeof config>[0], asked: object = {}) =>
  questionId(config(changes), { ...question, ...asked });

describe('the id of a question', () => {
  it('does not depend on where a gate is written or on what the files are called', () => {
    expect(id({ validate: { gates: [{ ...gate, file: 'input gates', line: 1 }] } })).toBe(id());
    expect(id({}, { candidate: { ...question.candidate, predictions: ['elsewhere.csv'] } })).toBe(id());
  });

  it.each([
    ['a limit', { validate: { gates: [{ ...gate, min: 0.7 }] } }, {}],
    ['the severity of a gate', { validate: { gates: [{ ...gate, severity: 'warn' }] } }, {}],
    ['the slices', { validate: { slices: [{ name: 'region', by: ['region'], minRows: 1, required: false }] } }, {}],
    ['the threshold', { validate: { threshold: 0.4 } }, {}],
    ['the confidence', { validate: { confidence: 0.9 } }, {}],
    ['the scorer', { validate: { script: 'model/other.py' } }, {}],
    ['the group', { columns: { group: 'customer' } }, {}],
    ['the labels', {}, { labels: 'other' }],
    ['the held-out rows', {}, { heldOut: { digest: 'other', rows: 10 } }],
    ['the champion', {}, { champion: { digest: 'd', version: 2, source: 'endpoint' } }],
    ['a number of a file', {}, { files: { 'metrics.json': { latency: 3 } } }],
    ['stored metrics', {}, { storedMetrics: { rows: 3, values: {} } }],
    ['the mode dry-run, which refuses nothing', { validate: { mode: 'dry-run' } }, {}],
    ['the mode off, which asks nothing', { validate: { mode: 'off' } }, {}],
  ])('changes with %s', (_what, changes, asked) => {
    expect(id(changes, asked)).not.toBe(id());
  });
});

describe('the digest of the rules', () => {
  it('changes with the content of the scorer, which the id of a question has in its images', () => {
    expect(policyDigest(config(), 'one')).toBe(policyDigest(config(), 'one'));
    expect(policyDigest(config(), 'other')).not.toBe(policyDigest(config(), 'one'));
    expect(policyDigest(config())).not.toBe(policyDigest(config(), 'one'));
  });
});

describe('contentDigest', () => {
  it('is that of the file, and of several files in their order', async () => {
    const [a, b] = [bytesSource('a', 'one'), bytesSource('b', 'two')];

    expect(await contentDigest([a])).toBe('7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
    expect(await contentDigest([a, b])).not.toBe(await contentDigest([b, a]));
  });
});
