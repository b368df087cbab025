import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
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

/** Prefix of the IAM actions of each client. */
const SERVICES: Readonly<Record<string, string>> = {
  'client-cloudwatch-logs': 'logs',
  'client-ecr': 'ecr',
  'client-s3': 's3',
  'client-sagemaker': 'sagemaker',
  'client-sagemaker-runtime': 'sagemaker',
  'client-sts': 'sts',
};

/** Operations whose IAM action has another name. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  's3:CompleteMultipartUpload': ['s3:PutObject'],
  's3:CopyObject': ['s3:GetObject', 's3:PutObject'],
  's3:CreateMultipartUpload': ['s3:PutObject'],
  's3:HeadBucket': ['s3:ListBucket'],
  's3:HeadObject': ['s3:GetObject'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  's3:UploadPart': ['s3:PutObject'],
  's3:UploadPartCopy': ['s3:GetObject', 's3:PutObject'],
};

/** Operations that no policy of an action has to allow. */
const NO_RIGHT: Readonly<Record<string, string>> = {
  's3:CreateBucket': 'only sent to sagemaker-local, which starts without buckets',
  'sts:AssumeRole': 'is what the trust policy of the role allows',
  'sts:AssumeRoleWithWebIdentity': 'is what the trust policy of the role allows',
  'sts:GetCallerIdentity': 'needs no right',
};

/** Rights that no client of ours asks for by a call of that name. */
const INDIRECT: Readonly<Record<string, string>> = {
  'ecr:BatchCheckLayerAvailability': 'docker push',
  'ecr:BatchGetImage': 'docker pull, and reading a manifest from the registry',
  'ecr:CompleteLayerUpload': 'docker push',
  'ecr:GetDownloadUrlForLayer': 'docker pull',
  'ecr:InitiateLayerUpload': 'docker push',
  'ecr:PutImage': 'docker push',
  'ecr:TagResource': 'tags in CreateRepository',
  'ecr:UploadLayerPart': 'docker push',
  'iam:PassRole': 'the role in CreateTrainingJob, CreateProcessingJob and CreateModel',
  'kms:CreateGrant': 'the key of a volume',
  'kms:Decrypt': 'GetObject of an encrypted object',
  'kms:DescribeKey': 'the key of a volume',
  'kms:GenerateDataKey': 'PutObject with a key',
  's3:AbortMultipartUpload': 'an upload in parts that is cut off',
  'sagemaker:AddTags': 'tags in a Create request',
};

/** Every operation that the adapters send, as `<service>:<Operation>`, from their sources. */
const operations: readonly string[] = [
  ...new Set(
    globSync('packages/adapters/src/**/*.ts', { cwd: ROOT }).flatMap((file) => {
      const source = readPage(file);
      return [...source.matchAll(/import \{([^}]*)\} from '@aws-sdk\/(client-[\w-]+)'/g)].flatMap(
        ([, names = '', client = '']) =>
          [...names.matchAll(/(?:^|[\s,])(?:paginate(\w+)|(\w+)Command)(?=[\s,]|$)/g)].map(
            ([, paged, sent]) => `${SERVICES[client]}:${paged ?? sent}`,
          ),
      );
    }),
  ),
].sort();

const needed = operations
  .filter((operation) => NO_RIGHT[operation] === undefined)
  .flatMap((operation) => OTHER_NAMES[operation] ?? [operation]);

describe('the table of rights', () => {
  test('has a right for every call that an adapter can send', () => {
    const given = new Set(all.flatMap(({ actions }) => actions));

    expect(operations.length).toBeGreaterThan(35);
    expect(operations.filter((operation) => operation.startsWith('undefined'))).toEqual([]);
    expect(needed.filter((action) => !given.has(action))).toEqual([]);
  });

  test('has no right that nothing uses', () => {
    const given = all.flatMap(({ actions }) => actions);

    expect(given.filter((action) => !needed.includes(action) && INDIRECT[action] === undefined)).toEqual([]);
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

test('every public action has rights, and every right is some action’s', () => {
  expect(actionFolders().filter((folder) => !actionsWithRights.includes(folder as ActionFolder))).toEqual([]);
  const used = new Set(actionsWithRights.flatMap(rightsOf));
  const covered = all.filter((right) => !used.has(right));

  expect(covered.map(({ sid }) => sid)).toEqual([]);
});

test.each(Object.keys(iamFiles))('%s is as the table of rights makes it', (file) => {
  expect(existsSync(join(ROOT, file))).toBe(true);
  expect(iamFiles[file]?.()).toBe(readFileSync(join(ROOT, file), 'utf8'));
});
