import { describe, expect, it } from '@jest/globals';
import type { MlopsConfig } from '../../src/config/types.ts';
import { isMlopsError } from '../../src/domain/errors.ts';
import type { Verdict } from '../../src/domain/verdict.ts';
import { beginLineage } from '../../src/stages/lineage.ts';
import type { ModelPackage, NewModelPackage, Ports } from '../../src/stages/ports.ts';
import { recordText } from '../../src/stages/records/place.ts';
import { registerJudged } from '../../src/stages/register-judged.ts';
import { aGateResult, aVerdict } from '../report/results.ts';
import { world } from './world.ts';

const digest = (digit: string) => digit.repeat(64);
const image = `local/churn@sha256:${digest('c')}`;
const training = {
  name: 'churn-0123456789ab',
  spec: digest('d'),
  adopted: true,
  artefactUri: 's3://bucket/jobs/churn-0123456789ab/model.tar.gz',
  modelDigest: digest('e'),
  image,
};
const gateId = '5fc4a4d5b8f7';
const place = { model: 'churn', training, gateId };
const RECORD = `s3://bucket/records/churn/${training.name}/${gateId}`;
const config = {
  model: 'churn',
  register: { approval: 'manual' },
  serve: { instanceType: 'ml.m5.large' },
} as unknown as MlopsConfig;

const channel = (name: string) => ({ name, path: `${name}.csv`, uri: 's3://bucket/', digest: digest('a'), bytes: 1 });

/** A destination where the model was judged; `verdict` is what lies in the bucket then. */
async function judged(verdict: Verdict | string = aVerdict()) {
  const at = world();
  const packages: ModelPackage[] = [];
  const registered: NewModelPackage[] = [];
  const models: Ports['models'] = {
    list: async () => packages,
    register: async (wanted: NewModelPackage) => {
      registered.push(wanted);
      const { token: _token, description: _text, instanceTypes: _types, ...pkg } = wanted;
      const version = packages.length + 1;
      packages.unshift({ ...pkg, version, arn: `arn:aws:sagemaker:::model-package/churn/${version}` });
    },
    approve: async () => undefined,
  };
  const ports: Ports = { ...at.ports, models };
  const facts = { data: { channels: [channel('train')], heldOut: channel('held-out') }, training, scoringJobs: ['s'] };
  await beginLineage(place, { ...facts, verdict: aVerdict() }, ports);
  at.objects.set(`${RECORD}/gate.json`, typeof verdict === 'string' ? verdict : recordText(verdict));
  return { ...at, ports, packages, registered, facts };
}

const refusal = async (verdict: Verdict | string, id = gateId) => {
  const { ports, packages } = await judged(verdict);
  const error = await registerJudged(config, { training, gateId: id }, ports).catch((thrown: unknown) => thrown);
  expect(packages).toEqual([]);
  if (!isMlopsError(error)) throw error;
  return { code: error.code, text: error.message };
};

describe('registerJudged', () => {
  it('registers on a passing verdict and completes the lineage', async () => {
    const { ports, objects, packages } = await judged();
    const registered = await registerJudged(config, { training, gateId }, ports);
    const again = await registerJudged(config, { training, gateId }, ports);

    expect(registered).toMatchObject({ group: 'churn', version: 1, approval: 'PendingManualApproval', adopted: false });
    expect(again).toEqual({ ...registered, adopted: true });
    expect(packages[0]?.metadata).toEqual({
      'model-digest': digest('e'),
      'gate-id': gateId,
      spec: digest('d'),
      'training-job': training.name,
    });
    expect(JSON.parse(objects.get(`${RECORD}/lineage.json`) ?? '')).toMatchObject({
      gate: { id: gateId, verdict: 'pass' },
      package: { group: 'churn', version: 1 },
    });
  });

  it.each(['dry-run', 'off'] as const)('registers in the mode %s whatever the verdict, and says so', async (mode) => {
    const { ports, objects, packages, facts } = await judged(
      aVerdict({ verdict: mode === 'off' ? 'off' : 'fail', mode }),
    );
    await beginLineage(place, { ...facts, verdict: aVerdict({ verdict: 'fail', mode }) }, ports);
    await registerJudged(config, { training, gateId }, ports);

    expect(packages[0]?.metadata).toMatchObject({ 'gate-mode': mode, 'model-digest': digest('e') });
    expect(JSON.parse(objects.get(`${RECORD}/lineage.json`) ?? '').gate).toEqual({ id: gateId, verdict: 'fail', mode });
  });

  it('names the document of its quality, where the verdict has one', async () => {
    const { ports, objects, packages, registered } = await judged();
    objects.set(`${RECORD}/model-quality.json`, '{}');
    await registerJudged(config, { training, gateId }, ports);

    expect(registered[0]).toMatchObject({ qualityUri: `${RECORD}/model-quality.json` });
    expect(packages).toHaveLength(1);
  });

  it('keeps the version in the lineage when the same question is judged again', async () => {
    const { ports, objects, facts } = await judged();
    await registerJudged(config, { training, gateId }, ports);
    await beginLineage(place, { ...facts, verdict: aVerdict() }, ports);

    expect(JSON.parse(objects.get(`${RECORD}/lineage.json`) ?? '').package).toEqual({ group: 'churn', version: 1 });
  });

  it.each(['fail', 'inconclusive', 'incomplete'] as const)('refuses the verdict %s', async (verdict) => {
    expect(await refusal(aVerdict({ verdict }))).toEqual({
      code: 'GATE_REJECTED',
      text: expect.stringContaining(`The verdict ${gateId} is "${verdict}".`),
    });
  });

  it('says which gates refused', async () => {
    const gates = [aGateResult({ outcome: 'fail', sentence: 'Metric "accuracy" fell by 0.07.' })];

    expect((await refusal(aVerdict({ verdict: 'fail', gates }))).text).toContain('Metric "accuracy" fell by 0.07.');
  });

  it.each([
    ['archive', { digest: digest('9'), job: training.name, image }],
    ['image', { digest: digest('e'), job: training.name, image: `local/churn@sha256:${digest('9')}` }],
  ])('refuses a passing verdict about another %s', async (what, candidate) => {
    expect(await refusal(aVerdict({ candidate }))).toEqual({
      code: 'GATE_REJECTED',
      text: expect.stringContaining(`is about the ${what} `),
    });
  });

  it('refuses a verdict about another model', async () => {
    expect((await refusal(aVerdict({ model: 'fraud' }))).text).toContain('is about the model fraud, not about churn.');
  });

  it.each([
    ['no JSON', '{"schema":', 'it is no JSON'],
    ['another word', recordText({ ...aVerdict(), verdict: 'yes' }), 'verdict: Invalid option'],
    ['no verdict', recordText({}), 'schema: '],
  ])('refuses a record that holds %s', async (_what, text, reason) => {
    expect(await refusal(text)).toEqual({ code: 'GATE_RECORD_INVALID', text: expect.stringContaining(reason) });
  });

  it('refuses a gate id that has no record, and names where it looked', async () => {
    expect(await refusal(aVerdict(), '0123456789ab')).toEqual({
      code: 'GATE_RECORD_MISSING',
      text: expect.stringContaining(`records/churn/${training.name}/0123456789ab/gate.json`),
    });
  });
});
