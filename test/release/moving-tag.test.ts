import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseWorkflow, readRepositoryFile } from '../workflows/repository.ts';

const { publish } = parseWorkflow(readRepositoryFile('.github/workflows/release.yml')).jobs;
const script = publish?.steps?.find(({ name }) => name?.startsWith('Move vX'))?.run ?? '';

/** Answers what is listed, writes down what is changed, and knows the moving tag when it is among the tags. */
const GH = `#!/usr/bin/env bash
case "$*" in
  *matching-refs*) grep -F "/$MOVING." "$FOLDER/tags" || true ;;
  *--method*) echo "$*" >> "$FOLDER/changes" ;;
  *) grep -qx "refs/tags/$MOVING" "$FOLDER/tags" ;;
esac
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mlops-moving-tag-'));
  writeFileSync(join(folder, 'gh'), GH, { mode: 0o755 });
  writeFileSync(join(folder, 'changes'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

function publishing(version: string, tags: readonly string[]) {
  writeFileSync(join(folder, 'tags'), tags.map((tag) => `refs/tags/${tag}\n`).join(''));
  const { status } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    encoding: 'utf8',
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      FOLDER: folder,
      MOVING: 'v1',
      TAG: 'v1',
      VERSION: version,
      GITHUB_REPOSITORY: 'org/mlops-actions',
      GITHUB_SHA: 'abc',
    },
  });
  return { status, changes: readFileSync(join(folder, 'changes'), 'utf8') };
}

describe('the moving tag', () => {
  test('is made with the first version', () => {
    const { status, changes } = publishing('v1.0.0', ['v1.0.0']);

    expect(status).toBe(0);
    expect(changes).toMatch(/--method POST .*ref=refs\/tags\/v1 .*sha=abc/);
  });

  test('is moved to a newer version, and 10 is newer than 9', () => {
    const { changes } = publishing('v1.10.0', ['v1', 'v1.9.0', 'v1.10.0', 'v11.0.0']);

    expect(changes).toMatch(/--method PATCH .*refs\/tags\/v1 .*sha=abc/);
  });

  test('stays when the run of an older version is repeated', () => {
    expect(publishing('v1.0.0', ['v1', 'v1.0.0', 'v1.1.0'])).toEqual({ status: 0, changes: '' });
  });
});
