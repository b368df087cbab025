import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { call } from '../../src/aws/call.ts';
import { type AwsClients, createClients } from '../../src/aws/clients.ts';

/** Answers nothing until it is told to. */
let silent = true;
let server: Server;
let asked: Promise<void>;
let clients: AwsClients;
let step: AbortController;

beforeEach(async () => {
  silent = true;
  step = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  asked = promise;
  server = createServer((_, response) => {
    resolve();
    if (!silent) response.setHeader('content-type', 'application/x-amz-json-1.1').end('{"TrainingJobName":"churn-1"}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  clients = createClients({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
    signal: step.signal,
  });
});
afterEach(() => {
  clients.destroy();
  server.closeAllConnections();
  server.close();
});

const describeJob = () =>
  call('DescribeTrainingJob', () =>
    clients.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'churn-1' })),
  );

it('breaks a call off when the step is cancelled', async () => {
  const answer = describeJob();
  await asked;
  step.abort();

  await expect(answer).rejects.toMatchObject({
    code: 'CANCELLED',
    details: { what: 'the step was to end while it called DescribeTrainingJob' },
  });
});

it('lets a cancelled step look at its job, and stop it', async () => {
  step.abort();
  silent = false;

  expect(await describeJob()).toMatchObject({ TrainingJobName: 'churn-1' });
});
