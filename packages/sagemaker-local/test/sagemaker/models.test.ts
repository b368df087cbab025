import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  AddTagsCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateTransformJobCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DeleteTagsCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointConfigsCommand,
  ListModelsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalServer, localServer, refusal, steppedClock } from '../support/local-server.ts';

const ExecutionRoleArn = 'arn:aws:iam::000000000000:role/mlops-job';
const image = `local/churn@sha256:${'0'.repeat(64)}`;
const ModelDataUrl = 's3://artifacts/model.tar.gz';
const clock = steppedClock();
let server: LocalServer;

beforeAll(async () => {
  server = await localServer({ clock });
  await server.s3.send(new CreateBucketCommand({ Bucket: 'artifacts' }));
  await server.s3.send(new PutObjectCommand({ Bucket: 'artifacts', Key: 'model.tar.gz', Body: 'archive' }));
});
afterAll(async () => {
  const violations = await server.violations();
  await server.close();
  expect(violations).toEqual([]);
});

const createModel = (ModelName: string, rest: object = {}) =>
  server.sagemaker.send(
    new CreateModelCommand({ ModelName, ExecutionRoleArn, PrimaryContainer: { Image: image, ModelDataUrl }, ...rest }),
  );
const createConfig = (EndpointConfigName: string, ModelName: string, VariantName = 'all') =>
  server.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName,
      ProductionVariants: [{ VariantName, ModelName, InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }],
    }),
  );

describe('a model', () => {
  it('is described as it was made, at the time it was made', async () => {
    const { ModelArn } = await createModel('described', { Tags: [{ Key: 'mlops:model', Value: 'churn' }] });

    const described = await server.sagemaker.send(new DescribeModelCommand({ ModelName: 'described' }));

    expect(ModelArn).toBe('arn:aws:sagemaker:us-east-1:000000000000:model/described');
    expect(described).toMatchObject({
      ModelName: 'described',
      ModelArn,
      ExecutionRoleArn,
      PrimaryContainer: { Image: image, ModelDataUrl },
    });
    expect(described.CreationTime?.getTime()).toBe(clock.now());
  });

  it('is not made twice, nor without its data', async () => {
    await createModel('twice');

    expect(await refusal(createModel('twice'))).toMatchObject({
      name: 'ValidationException',
      message: 'Cannot create already existing model "arn:aws:sagemaker:us-east-1:000000000000:model/twice".',
    });
    const PrimaryContainer = { Image: image, ModelDataUrl: 's3://artifacts/gone.tar.gz' };
    expect((await refusal(createModel('dataless', { PrimaryContainer }))).message).toBe(
      'Could not find model data at s3://artifacts/gone.tar.gz.',
    );
  });

  it('that does not exist is a ValidationException, as in SageMaker', async () => {
    const absent = 'Could not find model "arn:aws:sagemaker:us-east-1:000000000000:model/absent".';

    expect(await refusal(server.sagemaker.send(new DescribeModelCommand({ ModelName: 'absent' })))).toEqual({
      name: 'ValidationException',
      message: absent,
      status: 400,
    });
    expect((await refusal(server.sagemaker.send(new DeleteModelCommand({ ModelName: 'absent' })))).message).toBe(
      absent,
    );
  });

  it('is gone after its deletion, with its tags', async () => {
    const { ModelArn } = await createModel('deleted', { Tags: [{ Key: 'a', Value: '1' }] });

    await server.sagemaker.send(new DeleteModelCommand({ ModelName: 'deleted' }));

    expect((await refusal(server.sagemaker.send(new ListTagsCommand({ ResourceArn: ModelArn })))).name).toBe(
      'ValidationException',
    );
  });

  it('is listed ten to a page, the newest first', async () => {
    for (let index = 0; index < 12; index += 1) {
      clock.advance(1_000);
      await createModel(`page-${index}`);
    }

    const first = await server.sagemaker.send(new ListModelsCommand({ NameContains: 'page-' }));
    const second = await server.sagemaker.send(
      new ListModelsCommand({ NameContains: 'page-', NextToken: first.NextToken }),
    );

    expect(first.Models?.map(({ ModelName }) => ModelName)).toEqual(
      [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((index) => `page-${index}`),
    );
    expect(second.Models?.map(({ ModelName }) => ModelName)).toEqual(['page-1', 'page-0']);
    expect(second.NextToken).toBeUndefined();
  });

  it('is refused with all that is wrong with it', async () => {
    const broken = createModel('-bad-', { ExecutionRoleArn: `arn:${'x'.repeat(20)}` });

    expect((await refusal(broken)).message).toBe(
      "2 validation errors detected: Value '-bad-' at 'modelName' failed to satisfy constraint: Member must satisfy regular expression pattern: " +
        "[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?; Value 'arn:xxxxxxxxxxxxxxxxxxxx' at 'executionRoleArn' failed to satisfy constraint: " +
        'Member must satisfy regular expression pattern: arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+',
    );
  });
});

describe('an endpoint configuration', () => {
  it('is described with the default weight and deleted whoever uses it', async () => {
    await createModel('configured');
    await createConfig('config', 'configured');

    const described = await server.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'config' }));
    const listed = await server.sagemaker.send(new ListEndpointConfigsCommand({}));
    await server.sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'config' }));

    expect(described.ProductionVariants).toMatchObject([
      { VariantName: 'all', ModelName: 'configured', InitialVariantWeight: 1 },
    ]);
    expect(listed.EndpointConfigs?.map(({ EndpointConfigName }) => EndpointConfigName)).toEqual(['config']);
    expect(
      (await refusal(server.sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'config' })))).message,
    ).toBe('Could not find endpoint configuration "arn:aws:sagemaker:us-east-1:000000000000:endpoint-config/config".');
  });

  it('needs models that exist and is not made twice', async () => {
    await createModel('known');
    await createConfig('once', 'known');

    expect((await refusal(createConfig('modelless', 'unknown'))).message).toContain('Could not find model');
    expect((await refusal(createConfig('once', 'known'))).message).toContain('already existing endpoint configuration');
  });
});

describe('tags', () => {
  it('are added, replaced by key, listed and removed', async () => {
    const { ModelArn: ResourceArn } = await createModel('tagged', { Tags: [{ Key: 'a', Value: '1' }] });

    await server.sagemaker.send(
      new AddTagsCommand({
        ResourceArn,
        Tags: [
          { Key: 'a', Value: '2' },
          { Key: 'b', Value: '3' },
        ],
      }),
    );
    const added = await server.sagemaker.send(new ListTagsCommand({ ResourceArn }));
    await server.sagemaker.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ['a'] }));
    const left = await server.sagemaker.send(new ListTagsCommand({ ResourceArn }));

    expect(added.Tags).toEqual([
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '3' },
    ]);
    expect(left.Tags).toEqual([{ Key: 'b', Value: '3' }]);
  });
});

describe('the service', () => {
  it('names an operation that it does not have', async () => {
    const transform = new CreateTransformJobCommand({
      TransformJobName: 'job',
      ModelName: 'model',
      TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://a/b' } } },
      TransformOutput: { S3OutputPath: 's3://a/c' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    });

    expect(await refusal(server.sagemaker.send(transform))).toMatchObject({
      name: 'UnknownOperationException',
      message: 'sagemaker CreateTransformJob is not an operation of this local server.',
    });
  });

  it('passes an invocation on, body and attributes untouched', async () => {
    const command = new InvokeEndpointCommand({
      EndpointName: 'live',
      Body: Buffer.from([0, 255, 1]),
      ContentType: 'application/octet-stream',
      CustomAttributes: 'trace=1',
    });

    const answer = await server.runtime.send(command);

    expect([...answer.Body]).toEqual([...Buffer.from('live:'), 0, 255, 1]);
    expect(answer).toMatchObject({
      InvokedProductionVariant: 'all',
      CustomAttributes: 'trace=1',
      ContentType: 'application/octet-stream',
    });
  });

  it('keeps one line per call with its resource and effect', async () => {
    await createModel('journaled');
    await refusal(server.sagemaker.send(new DescribeModelCommand({ ModelName: 'nobody' })));

    const entries = (await server.journal()).slice(-2);

    expect(entries).toMatchObject([
      { service: 'sagemaker', operation: 'CreateModel', resource: 'journaled', status: 200, effect: true },
      { operation: 'DescribeModel', resource: 'nobody', status: 400, error: 'ValidationException', effect: false },
    ]);
  });
});
