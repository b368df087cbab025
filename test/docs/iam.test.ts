import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { iamActions } from '@mlops-actions/adapters';
import { iamFiles, withPolicy } from '../../scripts/generate/iam.ts';
import { actionFolders } from '../../scripts/generate-readme.ts';
import { type ActionFolder, actionsWithRights, rightsOf } from '../../scripts/iam/action-rights.ts';
import { policyDocument } from '../../scripts/iam/policy.ts';
import { type Right, rights } from '../../scripts/iam/rights.ts';
import { ROOT, readPage } from './pages.ts';

const all: readonly Right[] = Object.values(rights);
const folders = actionFolders().filter((folder): folder is ActionFolder =>
  actionsWithRights.includes(folder as ActionFolder),
);

/** Rights that no policy of an action has to give. */
const NOT_GIVEN: Readonly<Record<string, string>> = {
  's3:CreateBucket': 'only asked of sagemaker-local, which starts without buckets',
  'sts:AssumeRole': 'the trust policy of the role gives it',
  'sts:AssumeRoleWithWebIdentity': 'the trust policy of the role gives it',
};

/** Rights that docker asks for while it pushes and pulls. */
const OF_DOCKER = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

/** What the operations ask for that the adapters may send; the adapters' own tests hold that list to the sources. */
const asked: readonly string[] = Object.values(iamActions).flat();
const needed = asked.filter((action) => NOT_GIVEN[action] === undefined);

describe('the table of rights', () => {
  test('has a right for every call that an adapter can send', () => {
    const given = new Set(all.flatMap(({ actions }) => actions));

    expect(needed.length).toBeGreaterThan(35);
    expect(needed.filter((action) => !given.has(action))).toEqual([]);
  });

  test('has no right that nothing uses', () => {
    const given = all.flatMap(({ actions }) => actions);

    expect(given.filter((action) => !needed.includes(action) && !OF_DOCKER.includes(action))).toEqual([]);
  });

  test('names every action in full', () => {
    for (const { actions } of all)
      for (const action of actions) expect(action).toMatch(/^[a-z0-9]+:[A-Z][A-Za-z0-9]+$/);
  });

  test('gives a right over every resource only where it says why', () => {
    for (const { resources, everyResource } of all) {
      if (resources === undefined) expect(everyResource).toMatch(/takes? no resource/);
      else expect(resources).toEqual(resources.filter((resource) => resource !== '*' && resource !== ''));
    }
  });

  test('never lets an action delete an object, write a policy or touch the rights of others', () => {
    const actions = all.flatMap((right) => right.actions);

    expect(actions.filter((action) => /^s3:.*(Delete|Policy|Acl)|^(iam|sts):(?!PassRole$)/.test(action))).toEqual([]);
  });

  test('hands the execution role to SageMaker alone', () => {
    expect(rights.passRole.condition).toEqual({
      StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    });
  });
});

describe.each(folders)('%s', (folder) => {
  const document = policyDocument(rightsOf(folder));

  test('shows its policy in its README', () => {
    const readme = readPage(`${folder}/README.md`);

    expect(readme).toContain('<!-- iam:start -->');
    expect(withPolicy(readme, folder)).toBe(readme);
    expect(JSON.parse(/<!-- iam:start -->[\s\S]*?```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '')).toEqual(document);
  });

  test('has a policy that fits in a managed policy', () => {
    expect(JSON.stringify(document).length).toBeLessThan(6144); // IAM's limit, white space not counted
  });
});

/** They run on the runner and for a pull request, which no account trusts. */
const WITHOUT_ACCOUNT = ['changed-models', 'comment-report', 'rehearse-change'].map((name) => `actions/${name}`);

test('every public action has rights, and every right is some action’s', () => {
  const without = actionFolders().filter((folder) => !actionsWithRights.includes(folder as ActionFolder));

  expect(without).toEqual(WITHOUT_ACCOUNT);
  const used = new Set(actionsWithRights.flatMap(rightsOf));
  const covered = all.filter((right) => !used.has(right));

  expect(covered.map(({ sid }) => sid)).toEqual([]);
});

test.each(Object.keys(iamFiles))('%s is as the table of rights makes it', (file) => {
  expect(existsSync(join(ROOT, file))).toBe(true);
  expect(iamFiles[file]?.()).toBe(readFileSync(join(ROOT, file), 'utf8'));
});
