import { inspect } from 'node:util';
import { expect, it } from '@jest/globals';
import { piecesOf } from '../src/mask.ts';
import { Secret } from '../src/secret.ts';

it.each([
  { secret: 'short-token', pieces: ['short-token'] },
  { secret: 'abc', pieces: [] },
  { secret: 'first line\r\nsecond line\n{', pieces: ['first line\r\nsecond line\n{', 'first line', 'second line'] },
  { secret: '{"a":{"b":["deep-leaf",true]}}', pieces: ['{"a":{"b":["deep-leaf",true]}}', 'deep-leaf', 'true'] },
])('hides $pieces of $secret', ({ secret, pieces }) => {
  expect(piecesOf(secret)).toEqual(pieces);
});

it('shows asterisks instead of a secret wherever it is printed', () => {
  const secret = new Secret('canary');

  expect([`${secret}`, JSON.stringify({ secret }), inspect({ secret })]).toEqual([
    '***',
    '{"secret":"***"}',
    '{ secret: *** }',
  ]);
  expect(secret.unwrap()).toBe('canary');
});
