import { expect, it } from '@jest/globals';
import { createClients } from '../src/aws/clients.ts';
import { sageMakerPorts } from '../src/destinations/sagemaker-ports.ts';
import { stopJobs } from '../src/stop-jobs.ts';
import { answering } from './support/answering.ts';

const RUN = '42';
const NAME = 'churn-0123456789ab';

/** What a SageMaker answers whose one job has a status and a run that made it; undefined when there is none. */
const sageMaker = (TrainingJobStatus: string | undefined, run: string) => (operation: string) => {
  if (operation === 'ListTags') return { Tags: [{ Key: 'mlops:run', Value: run }] };
  if (TrainingJobStatus === undefined) return undefined;
  return operation === 'DescribeTrainingJob' ? { TrainingJobName: NAME, TrainingJobArn: 'arn', TrainingJobStatus } : {};
};

it.each([
  ['InProgress', RUN, 'was still running and has been stopped', ['StopTrainingJob']],
  ['Stopping', RUN, 'is being stopped already', []],
  ['Stopped', RUN, 'had ended already', []],
  ['InProgress', '7', 'belongs to another run and goes on', []],
  [undefined, RUN, 'was never started', []],
])('a job that is %s and of run %s %s', async (status, run, told, stops) => {
  const answer = sageMaker(status, run);
  await using service = await answering(({ headers }) => {
    const body = answer(String(headers['x-amz-target']).split('.').at(-1) ?? '');
    return body === undefined
      ? { status: 400, body: '{"__type":"ValidationException","message":"Requested resource not found."}' }
      : { body: JSON.stringify(body) };
  });
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'x' };
  const clients = createClients({ region: 'eu-west-1', endpoint: service.url, credentials });
  const ports = sageMakerPorts({ clients, placement: {} } as unknown as Parameters<typeof sageMakerPorts>[0], {
    config: { environment: { name: 'staging', destination: 'aws', tags: {} } },
    ...{ root: '.', home: '.', caller: import.meta.url, run: { runId: RUN } },
    progress: () => undefined,
    signal: new AbortController().signal,
  });

  expect(await stopJobs([{ kind: 'training', name: NAME }], ports)).toEqual([`The training job ${NAME} ${told}.`]);
  clients.destroy();
  expect(
    service.asked
      .map(({ headers }) => String(headers['x-amz-target']).split('.').at(-1))
      .filter((operation) => operation === 'StopTrainingJob'),
  ).toEqual(stops);
});
