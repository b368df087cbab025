import { describe, expect, it } from '@jest/globals';
import { isPointer, valueAt } from '../../src/stages/json-pointer.ts';
import { smoke, smokeFailures } from '../../src/stages/smoke.ts';
import { problemsOf } from '../../src/stages/smoke-problems.ts';
import { readSmoke } from '../../src/stages/smoke-suite.ts';
import { CONFIG, digestOfVersion, servingWorld } from './serving-world.ts';

const DIGEST = digestOfVersion(1);
const entry = {
  schema: 'ledger-v1' as const,
  endpoint: 'churn',
  generation: 1,
  spec: 'spec',
  model: 'churn',
  packageVersion: 1,
  modelDigest: DIGEST,
  image: 'local/churn',
  run: null,
};

async function suite(yaml: string) {
  const world = servingWorld();
  world.objects.set('serve/smoke.yml', yaml);
  return readSmoke(CONFIG, world.run('1'));
}

const problems = async (yaml: string, body: unknown, status = 200) => {
  const [request] = await suite(`- { name: one, body: {}, ${yaml} }`);
  if (request === undefined) throw new Error('no request');
  return problemsOf(request, { status, body: JSON.stringify(body) }, DIGEST);
};

describe('a smoke request', () => {
  const answer = { predictions: [{ prediction: 'no', score: 0.25 }], 'a/b': { '~': null } };

  it.each([
    ['status: 404', 404],
    ['keys: [prediction, score]', 200],
    ['expect: { /predictions/0/prediction: { equals: "no" } }', 200],
    ['expect: { /predictions/0/score: { equals: 0.25 } }', 200],
    ['expect: { /predictions/0/score: { pattern: "^0\\\\.2" } }', 200],
    ['expect: { /predictions: { equals: [{ score: 0.25, prediction: "no" }] } }', 200],
    ['expect: { "/a~1b/~0": { equals: null } }', 200],
  ])('that expects %s is content with it', async (yaml, status) => {
    expect(await problems(yaml, answer, status)).toEqual([]);
  });

  it.each([
    ['status: 404', ['status 200, expected 404: {"predictions":[{"prediction":"no","score":0.25}],"a/b":{"~":null}}']],
    ['expect: { /predictions/0/prediction: { equals: "yes" } }', ['/predictions/0/prediction is "no", expected "yes"']],
    [
      'expect: { /predictions/0/prediction: { pattern: "^y" } }',
      ['/predictions/0/prediction is no, expected a match of ^y'],
    ],
    ['expect: { /predictions/1: { equals: 1 } }', ['/predictions/1 is not in the answer']],
    ['expect: { /predictions/length: { equals: 1 } }', ['/predictions/length is not in the answer']],
    ['expect: { /toString: { pattern: "." } }', ['/toString is not in the answer']],
  ])('that expects %s says what it found', async (yaml, sentences) => {
    expect(await problems(yaml, answer)).toEqual(sentences);
  });

  it('tells everything that is wrong at once', async () => {
    const found = await problems('keys: [probability], expect: { /x: { equals: 1 }, /a~1b: { equals: 1 } }', answer);

    expect(found).toEqual([
      expect.stringContaining('the predictions lack probability'),
      '/x is not in the answer',
      '/a~1b is {"~":null}, expected 1',
    ]);
  });
});

describe('the request file', () => {
  it('is told all its mistakes', async () => {
    const yaml = `
- { name: "", body: {} }
- { name: two, body: {}, repeat: 0, expects: {} }
- { name: three, body: {}, expect: { predictions/0: { equals: 1 }, /a: { equals: 1, pattern: x }, /b: { pattern: "(" } } }
`;
    const error = await suite(yaml).catch((thrown: unknown) => thrown);
    const { problems: found } = (error as { details: { problems: { path: string }[] } }).details;

    expect(error).toMatchObject({ code: 'DATA_INVALID' });
    expect(found.map(({ path }) => path)).toEqual([
      '0.name',
      '1.repeat',
      '1',
      '2.expect.predictions/0',
      '2.expect./a',
      '2.expect./b.pattern',
    ]);
  });

  it.each(['- { name: one', 'name: one', '[]', '- { name: one }'])('is refused when it is %j', async (yaml) => {
    await expect(suite(yaml)).rejects.toMatchObject({ code: 'DATA_INVALID' });
  });
});

describe('the smoke test', () => {
  it('sends a request as often as it says, and judges by the worst answer', async () => {
    const world = servingWorld();
    world.objects.set('serve/smoke.yml', '- { name: thrice, body: {}, repeat: 3, expect: { /n: { equals: 1 } } }');
    let sent = 0;
    world.memory.invoke = async () => {
      sent += 1;
      return { status: 200, body: JSON.stringify({ n: sent === 2 ? 0 : 1 }) };
    };
    const answers = await smoke(CONFIG, entry, world.run('1'));

    expect(sent).toBe(3);
    expect(answers).toMatchObject([{ sent: 3, passed: false, problem: '/n is 0, expected 1' }]);
    expect(smokeFailures(answers)).toEqual(['thrice: /n is 0, expected 1']);
  });

  it('warns of a slow answer and lets it pass', async () => {
    const world = servingWorld();
    const ports = world.run('1');
    world.objects.set('serve/smoke.yml', '- { name: slow, body: {}, max-milliseconds: 500 }');
    world.memory.invoke = async () => {
      await ports.clock.sleep(900);
      return { status: 200, body: '{}' };
    };
    const answers = await smoke(CONFIG, entry, ports);

    expect(answers).toMatchObject([{ passed: true, warning: 'answered in 900 ms, longer than 500 ms' }]);
    expect(smokeFailures(answers)).toEqual([]);
    expect(world.events).toContainEqual({
      type: 'warning',
      step: 'smoke',
      text: 'slow: answered in 900 ms, longer than 500 ms',
    });
  });

  it('fails when another model answers than the one that was asked for', async () => {
    const world = servingWorld();
    world.memory.invoke = async () => ({ status: 200, body: '{"ok":true}', modelDigest: digestOfVersion(2) });

    expect(smokeFailures(await smoke(CONFIG, entry, world.run('1')))).toEqual([
      `one customer: answered by model sha256:${digestOfVersion(2)}`,
    ]);
  });
});

describe('a JSON pointer', () => {
  it.each([
    ['', true],
    ['/', true],
    ['/a/0', true],
    ['/a~0b~1c', true],
    ['a', false],
    ['/a~2', false],
  ])('%j is one: %s', (text, one) => {
    expect(isPointer(text)).toBe(one);
  });

  it('finds what RFC 6901 says', () => {
    const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8 };

    expect(
      ['', '/foo/1', '/', '/a~1b', '/m~0n', '/foo/01', '/foo/-'].map((pointer) => valueAt(document, pointer)),
    ).toEqual([document, 'baz', 0, 1, 8, undefined, undefined]);
  });
});
