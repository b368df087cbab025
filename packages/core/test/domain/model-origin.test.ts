import { describe, expect, it } from '@jest/globals';
import { modelOrigins } from '../../src/domain/model-origin.ts';
import type { ModelPlace } from '../../src/domain/model-place.ts';

/** `name@folder` */
const aModel = (text: string): ModelPlace => {
  const [model = '', folder = ''] = text.split('@');
  const config = `${folder}/mlops.yml`;
  return { model, config, files: [config], folder, named: [], tables: [], watch: [] };
};

interface Sides {
  readonly head: readonly string[];
  readonly base: readonly string[];
  readonly unreadable?: readonly string[];
  readonly renamed?: Readonly<Record<string, string>>;
}

/** What each model of the head was: `name@folder`, else the kind of its origin. */
function origins({ head, base, unreadable = [], renamed = {} }: Sides) {
  const places = head.map(aModel);
  const { originOf, removed } = modelOrigins({
    head: places,
    base: base.map(aModel),
    unreadable: unreadable.map((folder) => ({ config: `${folder}/mlops.yml`, problems: [] })),
    renamed: new Map(Object.entries(renamed).map(([now, was]) => [`${now}/mlops.yml`, `${was}/mlops.yml`])),
  });
  const was = places.map((place) => {
    const origin = originOf(place);
    if (origin.kind === 'same') return `${origin.before.model}@${origin.before.folder}`;
    return origin.kind === 'unreadable' ? `unreadable ${origin.config}` : origin.kind;
  });
  return { was, removed: removed.map(({ model, folder }) => `${model}@${folder}`) };
}

describe('a model was', () => {
  it.each<readonly [string, Sides, readonly string[]]>([
    ['itself at its place', { head: ['price@a'], base: ['price@a'] }, ['price@a']],
    ['itself at another place', { head: ['price@b'], base: ['price@a'] }, ['price@a']],
    ['another name at its place', { head: ['cost@a'], base: ['price@a'] }, ['price@a']],
    [
      'another name at another place, by what git says',
      { head: ['cost@b'], base: ['price@a'], renamed: { b: 'a' } },
      ['price@a'],
    ],
    [
      'each its own, although their files changed places',
      { head: ['strict@b', 'lax@a'], base: ['strict@a', 'lax@b'] },
      ['strict@a', 'lax@b'],
    ],
    [
      'what lies at its place, although another one has taken its name before',
      { head: ['price@a', 'price@b'], base: ['cost@a', 'price@b'] },
      ['cost@a', 'price@b'],
    ],
    [
      'one of two of its name that both moved, by what git says',
      { head: ['price@c', 'price@d'], base: ['price@a', 'price@b'], renamed: { c: 'a', d: 'b' } },
      ['price@a', 'price@b'],
    ],
  ])('%s', (_what, sides, was) => {
    expect(origins(sides)).toEqual({ was, removed: [] });
  });
});

describe('a model without a base', () => {
  it('is new beside models that stay', () => {
    expect(origins({ head: ['churn@a', 'price@b'], base: ['churn@a'] })).toEqual({
      was: ['churn@a', 'new'],
      removed: [],
    });
  });

  it('is of unknown origin while another is removed, which it may be under another name', () => {
    expect(origins({ head: ['cost@b'], base: ['price@a'] })).toEqual({ was: ['unknown'], removed: ['price@a'] });
  });

  it('is of unknown origin where two of its name were moved and git tells them not apart', () => {
    expect(origins({ head: ['price@c'], base: ['price@a', 'price@b'] }).was).toEqual(['unknown']);
  });

  it.each([
    ['at its place', 'b'],
    ['at a place that is gone, where it may have been', 'old'],
  ])('is none that is new when the base cannot be read %s', (_where, folder) => {
    expect(origins({ head: ['churn@a', 'price@b'], base: ['churn@a'], unreadable: [folder] }).was).toEqual([
      'churn@a',
      `unreadable ${folder}/mlops.yml`,
    ]);
  });

  it('is new beside another whose base cannot be read', () => {
    expect(origins({ head: ['churn@a', 'price@b'], base: [], unreadable: ['a'] }).was).toEqual([
      'unreadable a/mlops.yml',
      'new',
    ]);
  });
});
