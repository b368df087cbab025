import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Consumer } from './act/consumer.ts';
import { push } from './act/events.ts';
import { stages, thresholdConsumer } from './threshold.ts';

// act ends a cancelled step at once, with no signal to it; what is shown here is what its post step and the next run make of that.
let consumer: Consumer;
beforeAll(() => {
  consumer = thresholdConsumer();
});
afterAll(() => consumer.end());

test('a run cancelled while it trains leaves no training job running', async () => {
  consumer.write('.github/workflows/model.yml', stages('mlops.wait.yml'));
  const cancelled = await consumer.run('model.yml', push, { cancelAfter: 'waiting for a signal' });

  expect(cancelled.exitCode).not.toBe(0);
  expect(cancelled.text).toMatch(/The training job threshold-[0-9a-f]{12} was still running and has been stopped\./);
  expect(consumer.state().trainingJobs).toMatchObject([{ TrainingJobStatus: expect.stringMatching(/^Stopp/) }]);
});

test('a run cancelled while it deploys is taken up by the next, and there is one of each thing', async () => {
  consumer.write('.github/workflows/model.yml', stages('mlops.yml'));
  await consumer.control('POST', 'faults', { operation: 'CreateEndpoint', phase: 'after', kind: 'hold' });
  const cancelled = await consumer.run('model.yml', push, { cancelAfter: 'deploying threshold-g1-' });
  await consumer.control('DELETE', 'faults');
  const next = await consumer.run('model.yml', push);

  expect(cancelled.exitCode).not.toBe(0);
  expect({ exitCode: next.exitCode, log: next.exitCode === 0 ? '' : next.text }).toEqual({ exitCode: 0, log: '' });
  expect(next.outputs).toMatchObject({
    'train.outcome': 'unchanged',
    'serve.outcome': 'deployed',
    'serve.generation': '1',
  });
  const { models, endpointConfigs, endpoints } = consumer.state();
  expect([models, endpointConfigs, endpoints].map(({ length }) => length)).toEqual([1, 1, 1]);
});
