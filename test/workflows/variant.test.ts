import { describe, expect, test } from '@jest/globals';
import { variantOf, workflowVariants } from '../../scripts/workflow-variant.ts';

const published = { repository: 'acme/mlops-actions', ref: 'v1.2.3' };

describe('the variant for older readers', () => {
  test.each([
    ['      uses: $/actions/validate-data', '      uses: acme/mlops-actions/actions/validate-data@v1.2.3'],
    [
      '    uses: $/.github/workflows/serve.yml # why',
      '    uses: acme/mlops-actions/.github/workflows/serve.yml@v1.2.3 # why',
    ],
    ['    uses: ./.github/workflows/serve.yml', '    uses: acme/mlops-actions/.github/workflows/serve.yml@v1.2.3'],
    ['      - uses: ./local-action', '      - uses: ./local-action'],
    ['      - uses: actions/checkout@0000 # v7.0.1', '      - uses: actions/checkout@0000 # v7.0.1'],
    ['# a comment that says uses: nothing', '# a comment that says uses: nothing'],
  ])('%s', (line, expected) => {
    expect(variantOf(line, published)).toBe(expected);
  });

  test('has no queue, which older readers refuse', () => {
    const concurrency = 'concurrency:\n  group: x\n  queue: max # in order\n  cancel-in-progress: false\n';

    expect(variantOf(concurrency, published)).toBe('concurrency:\n  group: x\n  cancel-in-progress: false\n');
  });

  test('is made of every workflow that others can call, and of no other', () => {
    const variants = workflowVariants(published);

    expect([...variants.keys()]).toEqual([
      '.github/workflows/pr-comment.yml',
      '.github/workflows/serve.yml',
      '.github/workflows/train.yml',
      '.github/workflows/validate-pr.yml',
    ]);
    for (const text of variants.values()) expect(text).not.toMatch(/\$\/|^ *queue:/m);
  });
});
