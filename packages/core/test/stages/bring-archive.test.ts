import { expect, it } from '@jest/globals';
import { MlopsError } from '../../src/domain/errors.ts';
import { bringArchive } from '../../src/stages/bring-archive.ts';
import { requireOwnRegistry } from '../../src/stages/own-registry.ts';
import type { ModelPackage } from '../../src/stages/ports.ts';
import { world } from './world.ts';

const DIGEST = 'ab'.repeat(32);

const aPackage = (bucket: string): ModelPackage => ({
  group: 'churn',
  version: 3,
  arn: 'arn:aws:sagemaker:eu-west-1:111111111111:model-package/churn/3',
  approval: 'Approved',
  image: `churn@sha256:${DIGEST}`,
  modelUri: `s3://${bucket}/models/sha256-${DIGEST}/model.tar.gz`,
  metadata: { 'model-digest': DIGEST },
});

it('copies the archive of another environment once, to the name that is its content', async () => {
  const { ports, objects } = world();
  objects.set(aPackage('staging').modelUri, 'the archive');
  const own = aPackage('bucket').modelUri;

  expect((await bringArchive(aPackage('staging'), ports)).modelUri).toBe(own);
  expect(objects.get(own)).toBe('the archive');
  objects.delete(aPackage('staging').modelUri);
  expect((await bringArchive(aPackage('staging'), ports)).modelUri).toBe(own);
  expect(objects.get(own)).toBe('the archive');
});

it('leaves an archive of the own bucket where it is', async () => {
  const { ports, objects } = world();

  expect(await bringArchive(aPackage('bucket'), ports)).toEqual(aPackage('bucket'));
  expect(objects.size).toBe(0);
});

it('refuses to make versions where they come from another environment', () => {
  const production = { name: 'production', destination: 'aws', tags: {} } as const;
  const registry = { name: 'staging', destination: 'aws', tags: {} } as const;

  expect(() => requireOwnRegistry({ environment: production, registry })).toThrow(MlopsError);
  expect(() => requireOwnRegistry({ environment: production, registry })).toThrow(/takes its versions from "staging"/);
  expect(() => requireOwnRegistry({ environment: production })).not.toThrow();
});
