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

  it('cuts a long model name so that 63 characters are never passed and no hyphen is doubled', () => {
    const name = generationName(`${'a'.repeat(44)}-${'b'.repeat(20)}`, 123, digest);

    expect(name).toBe(`${'a'.repeat(44)}-g123-0123456789ab`);
    expect(name.length).toBeLessThanOrEqual(63);
  });

  it('reads a generation back from its own names only', () => {
    expect(generationOf(generationName('churn', 12, digest))).toBe(12);
    expect(generationOf('churn-0123456789ab')).toBeUndefined();
  });
});
