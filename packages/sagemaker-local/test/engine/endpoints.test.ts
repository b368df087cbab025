import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { processIdentity } from '../../src/engine/run/process-identity.ts';
import { eventually, type TestEngine, withEngine } from './helpers/home.ts';
import { tarOf } from './helpers/process-image.ts';
import { ask, putConfig, putServingImage, settled } from './helpers/serving.ts';

describe('an endpoint', () => {
  it('comes into service with its image by digest and answers with its model', async () => {
    await withEngine(async (engine, home) => {
      const image = await putServingImage(home);
      await putConfig(home, image, 'config', { main: { text: 'blue' } });

      await engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'config' });
      const creating = await engine.call('DescribeEndpoint', { EndpointName: 'shop' });
      const endpoint = await settled(engine, 'shop');
      const answer = await engine.invoke({
        endpointName: 'shop',
        body: Buffer.from('hello'),
        contentType: 'text/csv',
        customAttributes: 'from-caller',
      });

      expect(creating['EndpointStatus']).toBe('Creating');
      expect(endpoint.ProductionVariants).toMatchObject([
        {
          VariantName: 'main',
          DeployedImages: [{ SpecifiedImage: image, ResolvedImage: image }],
          CurrentInstanceCount: 1,
        },
      ]);
      expect({ ...answer, body: answer.body.toString() }).toEqual({
        status: 200,
        body: 'blue:hello',
        contentType: 'text/plain',
        invokedVariant: 'main',
        customAttributes: 'model=blue;from-caller',
      });
      expect(home.logLines('/aws/sagemaker/Endpoints/shop')).toEqual([
        expect.stringMatching(/^main\/i-[0-9a-f]+: serving blue serve$/),
      ]);
    });
  });

  it('shares requests among variants by weight and lets a request choose its variant', async () => {
    await withEngine(async (engine, home) => {
      const image = await putServingImage(home);
      await putConfig(home, image, 'config', { a: { text: 'heavy', weight: 3 }, b: { text: 'light', count: 2 } });
      await engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'config' });
      await settled(engine, 'shop');

      const answers = await Promise.all(Array.from({ length: 40 }, () => ask(engine, 'shop', 'x')));
      const chosen = await engine.invoke({ endpointName: 'shop', body: Buffer.from('x'), targetVariant: 'b' });

      expect(answers.filter((answer) => answer === 'heavy:x')).toHaveLength(30);
      expect(answers.filter((answer) => answer === 'light:x')).toHaveLength(10);
      expect(chosen.invokedVariant).toBe('b');
      await expect(
        engine.invoke({ endpointName: 'shop', body: Buffer.from('x'), targetVariant: 'c' }),
      ).rejects.toMatchObject({ type: 'ValidationError' });
    });
  });

  it('says what the container said when that was an error', async () => {
    await withEngine(async (engine, home) => {
      await putConfig(home, await putServingImage(home), 'config', { main: { text: 'blue' } });
      await engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'config' });
      await settled(engine, 'shop');

      await expect(ask(engine, 'shop', '418')).rejects.toMatchObject({
        type: 'ModelError',
        status: 424,
        message: expect.stringContaining('Received client error (418) from primary with message "blue:418"'),
        extra: { OriginalStatusCode: 418, OriginalMessage: 'blue:418' },
      });
      await expect(ask(engine, 'shop', '500')).rejects.toMatchObject({ extra: { OriginalStatusCode: 500 } });
      await expect(ask(engine, 'shop', 'x'.repeat(6_291_457))).rejects.toMatchObject({ type: 'ValidationError' });
      await expect(ask(engine, 'nowhere', 'x')).rejects.toMatchObject({ type: 'ValidationError', status: 400 });
    });
  });

  it('fails with the reason when the image or the model is missing, and can then be deleted', async () => {
    await withEngine(async (engine, home) => {
      const image = await putServingImage(home);
      const missing = `local/none@sha256:${'0'.repeat(64)}`;
      await putConfig(home, missing, 'no-image', { main: { text: 'one' } });
      await putConfig(home, image, 'no-model', { main: { text: 'two', modelData: 's3://data/none.tar.gz' } });
      await putConfig(home, 'registry.example/x:1', 'foreign', { main: { text: 'three' } });
      for (const name of ['no-image', 'no-model', 'foreign']) {
        await engine.call('CreateEndpoint', { EndpointName: name, EndpointConfigName: name });
      }

      const reasons = [];
      for (const name of ['no-image', 'no-model', 'foreign']) reasons.push((await settled(engine, name)).FailureReason);
      await engine.call('DeleteEndpoint', { EndpointName: 'no-image' });

      expect(reasons[0]).toBe(`ClientError: Requested image ${missing} not found.`);
      expect(reasons[1]).toContain('Failed to provide model data from "s3://data/none.tar.gz"');
      expect(reasons[2]).toContain('Only process images');
      await gone(engine, 'no-image');
    });
  });

  it('fails when its model is no archive or one that would write elsewhere', async () => {
    await withEngine(async (engine, home) => {
      const image = await putServingImage(home);
      await home.put('data', 'text.tar.gz', 'this is no archive');
      await home.put('data', 'link.tar.gz', gzipSync(await tarOf({}, { 'model.txt': '/etc/passwd' })));
      await home.put('data', 'cut.tar.gz', gzipSync(await tarOf({ 'model.txt': 'x'.repeat(9000) })).subarray(0, 40));
      for (const name of ['text', 'link', 'cut']) {
        await putConfig(home, image, name, { main: { text: name, modelData: `s3://data/${name}.tar.gz` } });
        await engine.call('CreateEndpoint', { EndpointName: name, EndpointConfigName: name });
      }

      for (const name of ['text', 'link', 'cut']) {
        expect(await settled(engine, name)).toMatchObject({
          EndpointStatus: 'Failed',
          FailureReason: expect.stringContaining(`Failed to provide model data from "s3://data/${name}.tar.gz"`),
        });
      }
      expect(readdirSync(join(home.deps.workDir, 'runs', 'endpoints', 'link'))).toEqual([]);
    });
  });

  it('keeps answering from the old model through an update whose container dies or never gets well', async () => {
    await withEngine(async (engine, home) => {
      const image = await putServingImage(home);
      await putConfig(home, image, 'old', { main: { text: 'blue' } });
      await putConfig(home, image, 'dies', { main: { text: 'broken' } });
      await putConfig(home, image, 'sick', { main: { text: 'sick', startupSeconds: 0.5 } });
      await engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'old' });
      await settled(engine, 'shop');
      const probe = startProbe(engine, 'shop');

      for (const config of ['dies', 'sick']) {
        await engine.call('UpdateEndpoint', { EndpointName: 'shop', EndpointConfigName: config });
        const pending = await engine.call('DescribeEndpoint', { EndpointName: 'shop' });
        const after = await settled(engine, 'shop');

        expect(pending).toMatchObject({ EndpointStatus: 'Updating', EndpointConfigName: 'old' });
        expect(after).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'old' });
        expect(after.FailureReason).toContain('variant main did not pass the ping health check');
      }

      const answers = await probe.stop();
      expect(answers.size).toBe(1);
      expect(answers.get('blue:x')).toBeGreaterThan(5);
    });
  });

  it('swaps to a new model without one failed request, and requests under way get their answer', async () => {
    await withEngine(async (engine, home) => {
      const image = await putServingImage(home);
      await putConfig(home, image, 'old', { main: { text: 'blue' } });
      await putConfig(home, image, 'new', { main: { text: 'green' } });
      await engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'old' });
      await settled(engine, 'shop');
      const oldPid = Number(await ask(engine, 'shop', 'pid'));
      const probe = startProbe(engine, 'shop', 'slow');

      await engine.call('UpdateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'new' });
      await expect(
        engine.call('UpdateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'new' }),
      ).rejects.toMatchObject({ message: expect.stringContaining('Cannot update in-progress endpoint') });
      const after = await settled(engine, 'shop');

      expect(await ask(engine, 'shop', 'y')).toBe('green:y');
      expect([...(await probe.stop()).keys()].sort()).toEqual(expect.arrayContaining(['blue:slow']));
      expect(after).toMatchObject({ EndpointConfigName: 'new' });
      expect(after.FailureReason).toBeUndefined();
      await eventually(() => (processIdentity(oldPid) === undefined ? true : undefined));
    });
  });

  it('starts a container again that has crashed', async () => {
    await withEngine(async (engine, home) => {
      await putConfig(home, await putServingImage(home), 'config', { main: { text: 'blue' } });
      await engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'config' });
      await settled(engine, 'shop');

      await expect(ask(engine, 'shop', 'crash')).rejects.toMatchObject({
        type: 'ModelError',
        extra: { OriginalStatusCode: 0 },
      });

      const answer = await eventually(() => ask(engine, 'shop', 'again').catch(expectUnanswered));
      expect(answer).toBe('blue:again');
      expect(home.logLines('/aws/sagemaker/Endpoints/shop').join()).toContain(
        'ended with exit code 7; it is started again',
      );
      expect((await settled(engine, 'shop')).EndpointStatus).toBe('InService');
    });
  });

  it('leaves no process and no record when it is deleted', async () => {
    await withEngine(async (engine, home) => {
      await putConfig(home, await putServingImage(home), 'config', { main: { text: 'blue' } });
      await engine.call('CreateEndpoint', {
        EndpointName: 'shop',
        EndpointConfigName: 'config',
        Tags: [{ Key: 'a', Value: 'b' }],
      });
      const { EndpointArn } = await settled(engine, 'shop');
      const pid = Number(await ask(engine, 'shop', 'pid'));

      await engine.call('DeleteEndpoint', { EndpointName: 'shop' });
      await gone(engine, 'shop');

      expect(processIdentity(pid)).toBeUndefined();
      expect(home.deps.tags.get(EndpointArn)).toEqual([]);
      expect(await engine.call('ListEndpoints', {})).toEqual({ Endpoints: [] });
    });
  });

  it('is refused for a configuration that is not there or asks for more than runs here', async () => {
    await withEngine(async (engine, home) => {
      await putConfig(home, 'any', 'config', { main: { text: 'blue' } });
      const canary = {
        BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'CANARY', WaitIntervalInSeconds: 0 } },
      };

      await expect(
        engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'none' }),
      ).rejects.toMatchObject({
        type: 'ValidationException',
        message: expect.stringContaining('Could not find endpoint configuration'),
      });
      await expect(
        engine.call('CreateEndpoint', { EndpointName: 'shop', EndpointConfigName: 'config', DeploymentConfig: canary }),
      ).rejects.toMatchObject({ message: 'sagemaker-local does not run traffic routing CANARY.' });
    });
  });
});

/** Calls the endpoint one request after the other; `stop` hands out how often each answer came. A failed call fails it. */
function startProbe(engine: TestEngine, endpoint: string, body = 'x') {
  const answers = new Map<string, number>();
  let stopped = false;
  const probing = (async () => {
    while (!stopped) {
      const answer = await ask(engine, endpoint, body);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await probing;
      return answers;
    },
  };
}

async function gone(engine: TestEngine, name: string): Promise<void> {
  await eventually(async () => {
    const { Endpoints } = await engine.call<{ Endpoints: { EndpointName: string }[] }>('ListEndpoints', {});
    return Endpoints.some(({ EndpointName }) => EndpointName === name) ? undefined : true;
  });
}

/** While a container is dying its port may still take a connection, which then breaks. */
function expectUnanswered(error: { type?: string }): undefined {
  expect(['ServiceUnavailable', 'ModelError']).toContain(error.type);
  return undefined;
}
