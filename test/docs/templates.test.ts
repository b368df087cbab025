import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readPage } from './pages.ts';

/** CloudFormation's short forms as plain values: `!Sub text` is its text, `!If […]` its list. */
const read = (file: string) => parse(readPage(`docs/start/aws/${file}`), { logLevel: 'silent' });

const ACME: Readonly<Record<string, string>> = {
  Owner: 'acme',
  OwnerId: '12',
  Repository: 'churn',
  RepositoryId: '34',
  GitHubEnvironment: 'staging',
};

describe('the role that workflows take on', () => {
  const [statement] = read('role.cfn.yml').Resources.GitHubRole.Properties.AssumeRolePolicyDocument.Statement;
  const { StringEquals, ...others } = statement.Condition;
  /** As a repository `acme/churn` with the ids 12 and 34 would have them. */
  const subjects: readonly string[] = StringEquals['token.actions.githubusercontent.com:sub']
    .flat()
    .map((subject: string) => subject.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => ACME[name] ?? name));

  test('is taken on by tokens of GitHub for AWS, and by nothing else', () => {
    expect(statement.Action).toBe('sts:AssumeRoleWithWebIdentity');
    expect(Object.keys(statement.Principal)).toEqual(['Federated']);
    expect(StringEquals['token.actions.githubusercontent.com:aud']).toBe('sts.amazonaws.com');
  });

  test('names the repository in both forms, of names and with ids', () => {
    expect(subjects).toEqual(
      expect.arrayContaining(['repo:acme/churn:environment:staging', 'repo:acme@12/churn@34:environment:staging']),
    );
  });

  test('compares letter by letter, and trusts no pull request', () => {
    expect(others).toEqual({});
    expect(subjects.filter((subject) => /[*?]|pull_request/.test(subject))).toEqual([]);
  });
});

describe('what environments share', () => {
  const { Bucket, BucketPolicy, ExecutionRole, Key, OidcProvider } = read('base.cfn.yml').Resources;

  test('keeps objects private, encrypted and with their earlier versions', () => {
    expect(Object.values(Bucket.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    expect(Bucket.Properties.VersioningConfiguration.Status).toBe('Enabled');
    expect(JSON.stringify(Bucket.Properties.BucketEncryption)).toContain('aws:kms');
    expect(BucketPolicy.Properties.PolicyDocument.Statement[0]).toMatchObject({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });

  test('outlives its stack where somebody may need it', () => {
    for (const resource of [Bucket, Key, OidcProvider]) expect(resource.DeletionPolicy).toBe('Retain');
  });

  test('lets SageMaker alone run as the execution role', () => {
    const [statement] = ExecutionRole.Properties.AssumeRolePolicyDocument.Statement;

    expect(statement.Principal).toEqual({ Service: 'sagemaker.amazonaws.com' });
  });
});
