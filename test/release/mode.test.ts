import { describe, expect, test } from '@jest/globals';
import { movingTag, releaseMode, type State } from '../../scripts/release/mode.ts';

const aState = (state: Partial<State> = {}): State => ({
  changesets: [],
  version: '1.2.0',
  tags: ['v1', 'v1.1.0'],
  ...state,
});

describe('a push to the default branch', () => {
  test('makes the version pull request while there are notes', () => {
    expect(releaseMode(aState({ changesets: ['brave-cats-sing.md'] }))).toBe('version');
  });

  test('publishes once the notes were gathered into a version without a tag', () => {
    expect(releaseMode(aState())).toBe('publish');
  });

  test('does nothing when the version is out', () => {
    expect(releaseMode(aState({ tags: ['v1', 'v1.2.0'] }))).toBe('none');
  });

  test('does nothing before the first note', () => {
    expect(releaseMode(aState({ version: '0.0.0', tags: [] }))).toBe('none');
  });
});

test.each([
  ['1.0.0', 'v1'],
  ['12.3.4', 'v12'],
])('%s moves the tag %s', (version, tag) => {
  expect(movingTag(version)).toBe(tag);
});
