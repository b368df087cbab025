import { describe, expect, it } from '@jest/globals';
import { generationName, generationOf, jobName, ledgerKey, modelKey } from '../../src/domain/names.ts';

const digest = '0123456789abcdef'.repeat(4);

describe('names', () => {
  it.each([
    ['first try', jobName('churn', digest), 'churn-0123456789ab'],
    ['third try', jobName('churn', digest, 3), 'churn-0123456789ab-3'],
    ['generation', generationName('churn', 7, digest), 'churn-g7-0123456789ab'],
    ['ledger entry', ledgerKey('churn', 7), 'ledger/churn/000007.json'],
    ['model archive', modelKey(digest), `models/sha256-${digest}/model.tar.gz`],
  ])('gives the %s its one name', (_what, name, expected) => {
    expect(name).toBe(expected);
  });

  it('cuts a long name within 63 characters, and never two of them to the same', () => {
    const names = ['eu-west', 'eu-west-1', 'eu-west-2'].map((place) =>
      generationName(`product-similarity-recommendations-prod-${place}`, 123, digest),
    );

    expect(new Set(names).size).toBe(3);
    expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(63);
  });

  it('reads a generation back from its own names only', () => {
    expect(generationOf(generationName('churn', 12, digest))).toBe(12);
    expect(generationOf('churn-0123456789ab')).toBeUndefined();
  });
});
