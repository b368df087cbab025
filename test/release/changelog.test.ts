import { describe, expect, test } from '@jest/globals';
import { newestSection, withVersion } from '../../scripts/release/changelog.ts';

const ofPackage = `# @mlops-actions/core

## 1.1.0

### Minor Changes

- Roll back by one click, for $1 less

## 1.0.0

### Major Changes

- Train
`;

describe('the changelog of the repository', () => {
  test('gets the newest version in place of "Unreleased"', () => {
    expect(withVersion('# Changelog\n\nIntroduction.\n\n## Unreleased\n\nNothing yet.\n', ofPackage)).toBe(
      '# Changelog\n\nIntroduction.\n\n## 1.1.0\n\n### Minor Changes\n\n- Roll back by one click, for $1 less\n',
    );
  });

  test('gets it above the versions before', () => {
    expect(withVersion('# Changelog\n\nIntroduction.\n\n## 1.0.0\n\n- Train\n', ofPackage)).toBe(
      '# Changelog\n\nIntroduction.\n\n## 1.1.0\n\n### Minor Changes\n\n- Roll back by one click, for $1 less\n\n## 1.0.0\n\n- Train\n',
    );
  });

  test('tells nothing of the packages that a package depends on', () => {
    const updated =
      '### Patch Changes\n\n- Updated dependencies [abc1234]\n  - @mlops-actions/evaluation@1.1.0\n- @mlops-actions/cli@1.1.0\n\n';
    const told = ofPackage.replace('## 1.0.0', `${updated}## 1.0.0`);

    expect(told).toContain('@mlops-actions/evaluation@1.1.0');
    expect(newestSection(told)).toBe(newestSection(ofPackage));
  });

  test('keeps a mended mistake beside them', () => {
    const mended =
      '## 1.1.1\n\n### Patch Changes\n\n- Mend it\n- Updated dependencies\n  - @mlops-actions/evaluation@1.1.1\n';

    expect(newestSection(mended)).toBe('## 1.1.1\n\n### Patch Changes\n\n- Mend it');
  });

  test('may be empty', () => {
    expect(withVersion('# Changelog\n', '# core\n\n## 1.0.0\n\n- Train\n')).toBe(
      '# Changelog\n\n## 1.0.0\n\n- Train\n',
    );
  });
});

test('a changelog without a version is an error', () => {
  expect(() => newestSection('# Changelog\n')).toThrow('no version');
});
