import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { EndpointRecord } from '../../src/engine/endpoints/record.ts';
import type { ProcessingJob } from '../../src/engine/processing/record.ts';
import { processIdentity } from '../../src/engine/run/process-identity.ts';
import { eventually, openHome, testEngine } from './helpers/home.ts';
import { startNode } from './helpers/node-process.ts';
import { putImage } from './helpers/process-image.ts';
import { ask, putConfig, putServingImage, settled } from './helpers/serving.ts';
import { endedTraining, logged, trainingRequest } from './helpers/training.ts';

const helpers = join(import.meta.dirname, 'helpers');

describe('a server that starts after another one was killed', () => {
  it('fails the jobs that ran, serves the endpoints again, and finds no process left', async () => {
    const home = openHome();
    const image = await putServingImage(home);
    const long = await putImage(home, {
      files: { 'main.py': 'import time\nprint("ready", flush=True)\ntime.sleep(600)' },
    });
    await putConfig(home, image, 'config', { main: { text: 'blue' } });
    await putConfig(home, image, 'sick', { main: { text: 'sick' } });
    const killed = await startNode(`
      import { eventually, openHome, testEngine } from '${helpers}/home.ts';
      import { ask, settled } from '${helpers}/serving.ts';
      import { logged, trainingRequest } from '${helpers}/training.ts';
      const home = openHome({ dir: ${JSON.stringify(home.dir)} });
      const engine = testEngine(home);
      for (const name of ['shop', 'updated']) {
        await engine.call('CreateEndpoint', { EndpointName: name, EndpointConfigName: 'config' });
        await settled(engine, name);
      }
      await engine.call('UpdateEndpoint', { EndpointName: 'updated', EndpointConfigName: 'sick' });
      await engine.call('CreateTrainingJob', trainingRequest(${JSON.stringify(long)}, 'long', { InputDataConfig: undefined }));
      await eventually(() => logged(home)[0]);
      process.stdout.write(await ask(engine, 'shop', 'pid'));`);
    const before = home.deps.store.records<EndpointRecord>('endpoint').get('updated');
    await killed.kill();

    const engine = testEngine(openHome({ dir: home.dir }));
    await engine.recover();
    const relaunching = await engine.call('DescribeEndpoint', { EndpointName: 'shop' });
    const [shop, updated] = [await settled(engine, 'shop'), await settled(engine, 'updated')];

    expect(before?.EndpointStatus).toBe('Updating');
    expect(relaunching['EndpointStatus']).toBe('SystemUpdating');
    expect(shop).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'config' });
    expect(updated).toMatchObject({
      EndpointStatus: 'InService',
      EndpointConfigName: 'config',
      FailureReason: 'The local server stopped during the update.',
    });
    expect(await ask(engine, 'shop', 'x')).toBe('blue:x');
    expect(await endedTraining(engine, 'long')).toMatchObject({
      TrainingJobStatus: 'Failed',
      FailureReason: 'InternalServerError: local server stopped',
    });
    await engine.close();
    rmSync(home.dir, { recursive: true });
  });
});

describe('a server that closes', () => {
  it('stops everything, fails its jobs, and keeps its endpoints for the next one', async () => {
    const home = openHome();
    const engine = testEngine(home);
    const image = await putServingImage(home);
    const long = await putImage(home, {
      files: { 'main.py': 'import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(600)' },
    });
    await putConfig(home, image, 'config', { main: { text: 'blue' } });
    await engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'config' });
    await settled(engine, 'shop');
    await engine.call('CreateTrainingJob', trainingRequest(long, 'long', { InputDataConfig: undefined }));
    await engine.call('CreateProcessingJob', { ...processing, AppSpecification: { ImageUri: long } });
    const pids = [Number(await ask(engine, 'shop', 'pid')), Number(await eventually(() => logged(home)[0]))];
    await eventually(() => home.logLines('/aws/sagemaker/ProcessingJobs')[0]);

    await engine.close();

    expect(pids.map(processIdentity)).toEqual([undefined, undefined]);
    expect((await endedTraining(engine, 'long')).FailureReason).toBe('InternalServerError: local server stopped');
    expect(await engine.call<ProcessingJob>('DescribeProcessingJob', { ProcessingJobName: 'score' })).toMatchObject({
      ProcessingJobStatus: 'Failed',
      FailureReason: 'InternalServerError: local server stopped',
    });
    const next = testEngine(openHome({ dir: home.dir }));
    await next.recover();
    await settled(next, 'shop');
    expect(await ask(next, 'shop', 'x')).toBe('blue:x');
    await next.close();
    rmSync(home.dir, { recursive: true });
  });

  it('leaves an endpoint that is being created to the next one', async () => {
    const home = openHome();
    const engine = testEngine(home);
    await putConfig(home, await putServingImage(home), 'config', { main: { text: 'blue' } });
    await engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'config' });

    await engine.close();
    const left = await engine.call('DescribeEndpoint', { EndpointName: 'shop' });
    const next = testEngine(openHome({ dir: home.dir }));
    await next.recover();

    expect(left['EndpointStatus']).toBe('Creating');
    expect((await settled(next, 'shop')).EndpointStatus).toBe('InService');
    await next.close();
    rmSync(home.dir, { recursive: true });
  });
});

const processing = {
  ProcessingJobName: 'score',
  RoleArn: 'arn:aws:iam::000000000000:role/job',
  ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
};
