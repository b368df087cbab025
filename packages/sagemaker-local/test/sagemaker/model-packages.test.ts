import {
  AddTagsCommand,
  CreateModelPackageCommand,
  type CreateModelPackageCommandInput,
  CreateModelPackageGroupCommand,
  DeleteModelPackageCommand,
  DeleteModelPackageGroupCommand,
  DescribeModelPackageCommand,
  DescribeModelPackageGroupCommand,
  ListModelPackageGroupsCommand,
  ListModelPackagesCommand,
  type ListModelPackagesCommandInput,
  UpdateModelPackageCommand,
} from '@aws-sdk/client-sagemaker';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalServer, localServer, refusal, steppedClock } from '../support/local-server.ts';

const group = 'Churn';
const arn = (name: string) => `arn:aws:sagemaker:us-east-1:000000000000:model-package/${name}`;
const clock = steppedClock();
let server: LocalServer;

beforeEach(async () => {
  server = await localServer({ clock });
  await server.sagemaker.send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: group }));
});
afterEach(async () => {
  const violations = await server.violations();
  await server.close();
  expect(violations).toEqual([]);
});

async function register(input: Partial<CreateModelPackageCommandInput> = {}): Promise<string> {
  clock.advance(1_000);
  const command = new CreateModelPackageCommand({ ModelPackageGroupName: group, ...input });
  return (await server.sagemaker.send(command)).ModelPackageArn ?? '';
}
const describePackage = (ModelPackageName: string) =>
  server.sagemaker.send(new DescribeModelPackageCommand({ ModelPackageName }));
const list = async (input: ListModelPackagesCommandInput) => {
  const { ModelPackageSummaryList = [] } = await server.sagemaker.send(new ListModelPackagesCommand(input));
  return ModelPackageSummaryList.map(({ ModelPackageArn }) => ModelPackageArn);
};

describe('a model package group', () => {
  it('is found by name, in any case of its ARN, and made once', async () => {
    const { ModelPackageGroupArn = '' } = await server.sagemaker.send(
      new DescribeModelPackageGroupCommand({ ModelPackageGroupName: group }),
    );

    const byArn = await server.sagemaker.send(
      new DescribeModelPackageGroupCommand({ ModelPackageGroupName: ModelPackageGroupArn }),
    );
    const again = new CreateModelPackageGroupCommand({ ModelPackageGroupName: group });

    expect(ModelPackageGroupArn).toBe('arn:aws:sagemaker:us-east-1:000000000000:model-package-group/churn');
    expect(byArn.ModelPackageGroupName).toBe(group);
    expect((await refusal(server.sagemaker.send(again))).name).toBe('ValidationException');
    const listed = await server.sagemaker.send(new ListModelPackageGroupsCommand({}));
    expect(listed.ModelPackageGroupSummaryList?.map(({ ModelPackageGroupName }) => ModelPackageGroupName)).toEqual([
      group,
    ]);
  });

  it('is deleted only when it is empty', async () => {
    const version = await register();
    const remove = () => server.sagemaker.send(new DeleteModelPackageGroupCommand({ ModelPackageGroupName: group }));

    expect((await refusal(remove())).name).toBe('ConflictException');
    await server.sagemaker.send(new DeleteModelPackageCommand({ ModelPackageName: version }));
    await remove();

    const gone = server.sagemaker.send(new DescribeModelPackageGroupCommand({ ModelPackageGroupName: group }));
    expect((await refusal(gone)).name).toBe('ValidationException');
  });
});

describe('a model package', () => {
  it('gets the next number of its group, never one that was given before', async () => {
    const [first, second] = [await register(), await register()];
    await server.sagemaker.send(new DeleteModelPackageCommand({ ModelPackageName: second }));

    const third = await register();

    expect([first, second, third]).toEqual([arn('churn/1'), arn('churn/2'), arn('churn/3')]);
  });

  it('is made once for a client token, and the token is good for one request', async () => {
    const ClientToken = 'f'.repeat(36);

    const [one, two] = [await register({ ClientToken }), await register({ ClientToken })];
    const other = register({ ClientToken, ModelPackageDescription: 'another' });

    expect(two).toBe(one);
    expect((await refusal(other)).name).toBe('ConflictException');
    expect(await list({ ModelPackageGroupName: group })).toEqual([one]);
  });

  it('is described with everything that was registered', async () => {
    const registered = {
      ModelPackageDescription: 'trees',
      ModelApprovalStatus: 'PendingManualApproval',
      CustomerMetadataProperties: { 'mlops.model-digest': 'sha256:1' },
      ModelMetrics: {
        ModelQuality: { Statistics: { ContentType: 'application/json', S3Uri: 's3://artifacts/gate.json' } },
      },
      InferenceSpecification: {
        Containers: [{ Image: 'local/churn:1', ModelDataUrl: 's3://artifacts/model.tar.gz' }],
        SupportedContentTypes: ['text/csv'],
        SupportedResponseMIMETypes: ['application/json'],
      },
    } as const;

    const described = await describePackage(
      await register(registered as unknown as Partial<CreateModelPackageCommandInput>),
    );

    expect(described).toMatchObject({
      ...registered,
      ModelPackageGroupName: group,
      ModelPackageVersion: 1,
      ModelPackageStatus: 'Completed',
    });
  });

  it('keeps its approval through an update that does not name it', async () => {
    const version = await register({ ModelApprovalStatus: 'Approved', CustomerMetadataProperties: { a: '1', b: '2' } });

    await server.sagemaker.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: version,
        CustomerMetadataProperties: { b: '3', c: '4' },
        CustomerMetadataPropertiesToRemove: ['a'],
      }),
    );

    expect(await describePackage(version)).toMatchObject({
      ModelApprovalStatus: 'Approved',
      CustomerMetadataProperties: { b: '3', c: '4' },
    });
  });

  it('is listed by group and approval, in the order that is asked for', async () => {
    const [one, two, three] = [await register(), await register({ ModelApprovalStatus: 'Approved' }), await register()];
    await server.sagemaker.send(
      new UpdateModelPackageCommand({ ModelPackageArn: three, ModelApprovalStatus: 'Approved' }),
    );
    const newestFirst = { SortBy: 'CreationTime', SortOrder: 'Descending' } as const;

    expect(await list({ ModelPackageGroupName: group })).toEqual([one, two, three]);
    expect(await list({ ModelPackageGroupName: group, ...newestFirst })).toEqual([three, two, one]);
    expect(await list({ ModelPackageGroupName: group, ModelApprovalStatus: 'Approved', ...newestFirst })).toEqual([
      three,
      two,
    ]);
    expect(await list({})).toEqual([]);
  });

  it('takes no tags in a group, neither at its creation nor later', async () => {
    const Tags = [{ Key: 'a', Value: '1' }];

    expect((await refusal(register({ Tags }))).name).toBe('ValidationException');
    const tagging = new AddTagsCommand({ ResourceArn: await register(), Tags });
    expect((await refusal(server.sagemaker.send(tagging))).message).toContain('tag its model package group');
  });

  it('keeps its number over a restart', async () => {
    await register();
    await server.stop();
    server = await localServer({ home: server.home, clock });

    expect(await register()).toBe(arn('churn/2'));
  });
});
