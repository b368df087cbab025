import { DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { afterEach, expect, it } from '@jest/globals';
import { AwsError, type Handlers } from '../../src/contracts.ts';
import { idleEngine, type LocalServer, localServer, refusal } from '../support/local-server.ts';

let server: LocalServer;
afterEach(() => server.close());

const describeEndpoint = () => server.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'live' }));

async function answering(handlers: Handlers, strict = true): Promise<void> {
  server = await localServer({ strict, createEngine: idleEngine({ handlers }) });
}

const incomplete = { EndpointName: 'live', EndpointStatus: 'Ready' };

it('an answer of ours that AWS could not give fails the call and is recorded', async () => {
  await answering({ DescribeEndpoint: async () => incomplete });

  expect(await refusal(describeEndpoint())).toMatchObject({ name: 'InternalFailure', status: 500 });
  const [violation] = await server.violations();
  expect(violation).toMatchObject({ service: 'SageMaker', operation: 'DescribeEndpoint' });
  expect(violation?.problems.join('\n')).toContain("Value 'Ready' at 'endpointStatus'");
});

it('is answered as it is by a lenient server, and recorded all the same', async () => {
  await answering({ DescribeEndpoint: async () => incomplete }, false);

  expect((await describeEndpoint()).EndpointStatus).toBe('Ready');
  expect(await server.violations()).toHaveLength(1);
});

it('an error that the operation does not declare is a violation too', async () => {
  const DescribeEndpoint = async () => {
    throw new AwsError('ResourceInUse', 'no');
  };
  await answering({ DescribeEndpoint });

  expect((await refusal(describeEndpoint())).name).toBe('InternalFailure');
  expect((await server.violations()).map(({ problems }) => problems)).toEqual([
    ['DescribeEndpoint does not declare the error ResourceInUse'],
  ]);
});

it('a defect of a handler is reported in full and answered as InternalFailure', async () => {
  const DescribeEndpoint = async () => {
    throw new TypeError('undefined is not a function');
  };
  await answering({ DescribeEndpoint });

  expect(await refusal(describeEndpoint())).toMatchObject({ name: 'InternalFailure', status: 500 });
  expect(server.reports).toMatchObject([
    { message: 'DescribeEndpoint failed', cause: { message: 'undefined is not a function' } },
  ]);
});
