import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, startJob } from '../../../test/bundles/job.ts';

const ACTION = 'actions/build-push-image';

let job: Job;
beforeEach(() => {
  job = startJob();
});
afterEach(() => job.end());

describe('the action build-push-image without docker', () => {
  it('gives the same image for a file and for plain inputs, and builds it once', async () => {
    const file = await job.step(ACTION, { inputs: { config: 'mlops.yml' } });
    const plain = await job.step(ACTION, { inputs: { model: 'threshold', exclude: 'data' } });
    const named = await job.step(ACTION, {
      inputs: { model: 'threshold', requirements: 'model/requirements.txt', exclude: 'data/train.csv,data/test.csv' },
    });

    expect(file).toMatchObject({ exitCode: 0, annotations: [] });
    expect(file.outputs).toMatchObject({
      status: 'built',
      image: expect.stringMatching(/^local\/threshold@sha256:[0-9a-f]{64}$/),
      'image-digest': file.outputs['image']?.split('@')[1],
      repository: 'local/threshold',
      registry: '',
      'push-attempts': '',
    });
    expect(named.outputs).toEqual({ ...file.outputs, status: 'unchanged' });
    expect(plain.outputs['image']).toBe(file.outputs['image']);
    expect(named.summary).toContain('Unchanged');
  });

  it('makes another image of other code and the same one whatever the Dockerfile says', async () => {
    const before = await job.step(ACTION, { inputs: { config: 'mlops.yml' } });
    writeFileSync(join(job.workspace, 'model/dockerfile'), 'FROM scratch\n');
    const withDockerfile = await job.step(ACTION, { inputs: { config: 'mlops.yml' } });
    appendFileSync(join(job.workspace, 'model/train.py'), '# more\n');
    const changed = await job.step(ACTION, { inputs: { config: 'mlops.yml' } });

    expect(withDockerfile.outputs['image']).toBe(before.outputs['image']);
    expect(changed.outputs).toMatchObject({
      status: 'built',
      image: expect.not.stringContaining(String(before.outputs['image-digest'])),
    });
  });

  it('refuses what only a container has, and half a login, all at once', async () => {
    const step = await job.step(ACTION, {
      inputs: { config: 'mlops.yml', target: 'serve', 'image-tags': 'v1', force: 'false', password: 'secret-token' },
    });

    expect(step.exitCode).toBe(1);
    for (const input of ['target', 'image-tags', 'force', 'username', 'password'])
      expect(step.annotations[0]).toContain(`%0A  ${input}: `);
    expect(step.log.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('secret-token');
  });

  it('names the page with a complete Dockerfile when a registry wants one and there is none', async () => {
    const step = await job.step(ACTION, { inputs: { config: 'mlops.yml', registry: '127.0.0.1:9' } });

    expect(step.exitCode).toBe(1);
    expect(step.annotations[0]).toContain('title=DOCKERFILE_MISSING');
    expect(step.annotations[0]).toContain('"model/dockerfile"');
  });
});
