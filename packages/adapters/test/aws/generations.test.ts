import { expect, it } from '@jest/globals';
import { generationName } from '@mlops-actions/core';
import { isGenerationOf } from '../../src/aws/endpoints.ts';

const digest = '0123456789abcdef'.repeat(4);
const long = 'product-similarity-recommendations-prod-eu-west-1';

it.each([
  ['churn', 'churn', true],
  [long, long, true],
  [long, long.slice(0, -2), false],
  [long.slice(0, -5), long, false],
  ['churn', 'churn-eu', false],
])('a generation of %s belongs to %s: %s', (owner, endpoint, expected) => {
  expect(isGenerationOf(generationName(owner, 7, digest), endpoint)).toBe(expected);
});
