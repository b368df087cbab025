import { describe, expect, test } from '@jest/globals';
import { publishedTemplates } from '../../scripts/publish-templates.ts';
import { copies } from './repository.ts';

const published = publishedTemplates({ repository: 'acme/ml', ref: '0123456789abcdef0123456789abcdef01234567' });
const names = ['pr-comment', 'rollback', 'serve', 'train', 'validate-pr'];

test('each starter workflow comes with its properties', () => {
  expect([...published.keys()].sort()).toEqual(names.flatMap((name) => [`${name}.properties.json`, `${name}.yml`]));
});

describe.each(names)('the published starter workflow %s', (name) => {
  const text = published.get(`${name}.yml`) ?? '';

  test('calls the copy of its organisation, at the ref it was given', () => {
    expect(text).not.toContain('org/mlops-actions');
    expect(
      text.match(/^ {4}uses: acme\/ml\/\.github\/workflows\/[\w-]+\.yml@0123456789abcdef0123456789abcdef01234567$/gm),
    ).toHaveLength(1);
  });

  test('is offered with a name, a sentence and the files that ask for it', () => {
    const properties = JSON.parse(published.get(`${name}.properties.json`) ?? '') as Record<string, unknown>;

    expect(Object.keys(properties)).toEqual(['name', 'description', 'iconName', 'categories', 'filePatterns']);
    expect(properties).toMatchObject({
      name: expect.stringMatching(/^[A-Z].+/),
      description: expect.stringMatching(/^[A-Z].+\.$/),
      iconName: expect.stringMatching(/^octicon [a-z-]+$/),
    });
    for (const pattern of properties['filePatterns'] as string[])
      expect('models/churn/mlops.yml').toMatch(new RegExp(pattern));
  });
});

test('a starter workflow that was chosen has no placeholder left', () => {
  expect(copies.filter(({ text }) => text.includes('$default-branch'))).toEqual([]);
});
