import { describe, expect, it } from '@jest/globals';
import { bytesSource } from '@mlops-actions/evaluation';
import type { Ports } from '../../src/stages/ports.ts';
import { validateModel } from '../../src/stages/validate-model.ts';
import { failure, world } from './world.ts';

const digest = (digit: string) => digit.repeat(64);
const training = {
  name: 'churn-0123456789ab',
  spec: digest('d'),
  adopted: true,
  artefactUri: 's3://bucket/jobs/churn-0123456789ab/model.tar.gz',
  modelDigest: digest('e'),
  image: `local/churn@sha256:${digest('c')}`,
};
const ids = Array.from({ length: 100 }, (_, index) => String(index));
const label = (id: string) => (Number(id) % 2 === 0 ? 'yes' : 'no');
const data = {
  channels: [],
  heldOut: { name: 'held-out', path: 'test.csv', uri: 's3://bucket/held-out/', digest: digest('a'), bytes: 1 },
  idColumn: 'id',
  digest: digest('d'),
  heldOutSource: bytesSource('test.csv', ['id,label', ...ids.map((id) => `${id},${label(id)}`), ''].join('\n')),
  heldOutDigest: digest('b'),
  findings: [],
  outcome: 'valid' as const,
  profile: '',
  profileFile: '',
};
const config = {
  model: 'churn',
  task: 'binary',
  data: { positive: 'yes', columns: { id: 'id', label: 'label' } },
  image: { context: 'src' },
  train: { instanceTypes: ['ml.m5.large'], volumeSizeGb: 30, maxRuntimeSeconds: 60 },
  validate: {
    script: 'model/validate.py',
    firstModel: 'pass',
    mode: 'enforce',
    confidence: 0.95,
    exactRows: 1_000,
    slices: [],
    gates: [{ id: 'floor', metric: 'accuracy', min: 0.6, inconclusive: 'block', file: 'mlops.yml', line: 1 }],
  },
  serve: { endpoint: 'churn' },
} as unknown as Parameters<typeof validateModel>[0];

/** The ports of one run; every run of a world sees the same bucket. Scoring answers every row right. */
function runIn(at: ReturnType<typeof world>): Ports {
  const { jobs } = at.ports;
  const observe: Ports['jobs']['observe'] = async (kind, name) => {
    const state = await jobs.observe(kind, name);
    if (state?.status !== 'Completed') return state;
    const rows = ids.map((id) => `${id},${label(id)}`);
    at.objects.set('s3://bucket/out/predictions.csv', ['id,prediction', ...rows, ''].join('\n'));
    return { ...state, artefactUri: 's3://bucket/out' };
  };
  const models = { list: async () => [] } as unknown as Ports['models'];
  const endpoints = { observe: async () => undefined } as unknown as Ports['endpoints'];
  return { ...at.ports, jobs: { ...jobs, observe }, models, endpoints };
}

const judge = (ports: Ports) => validateModel(config, { data, training }, { rerun: false }, ports);

const onRecord = ({ objects }: ReturnType<typeof world>) =>
  [...objects].flatMap(([key, text]) => (key.endsWith('/gate.json') ? [JSON.parse(text).verdict] : []));

describe('validateModel', () => {
  it('has "incomplete" on record until the verdict stands', async () => {
    const at = world();
    const ports = runIn(at);
    const dead = { ...ports, jobs: { ...ports.jobs, start: () => Promise.reject(failure('AccessDenied', false)) } };

    await expect(judge(dead)).rejects.toMatchObject({ code: 'AWS_CALL_FAILED' });
    expect(onRecord(at)).toEqual(['incomplete']);

    expect((await judge(ports)).verdict.verdict).toBe('pass');
    expect(onRecord(at)).toEqual(['pass']);
  });

  it('reads the held-out rows to their end to measure, and not for their digest', async () => {
    let reads = 0;
    const { heldOutSource: source } = data;
    async function* stream() {
      yield* source.stream();
      reads += 1;
    }
    const counted = { ...data, heldOutSource: { ...source, stream } };
    await validateModel(config, { data: counted, training }, { rerun: false }, runIn(world()));

    expect(reads).toBe(1);
  });

  it('unmakes no verdict that another run reached while this one began, and that this one never reached', async () => {
    const at = world();
    const ports = runIn(at);
    const { objects } = ports;
    let other: Promise<unknown> | undefined;
    const afterOther = async () => {
      other ??= judge(ports);
      await other;
    };
    const late: Ports = {
      ...ports,
      objects: {
        ...objects,
        claim: async (...asked) => {
          await afterOther();
          return objects.claim(...asked);
        },
        publish: async (...asked) => {
          await afterOther();
          return objects.publish(...asked);
        },
        read: () => Promise.reject(failure('AccessDenied', false)),
      },
    };

    await expect(judge(late)).rejects.toMatchObject({ code: 'AWS_CALL_FAILED' });
    expect(onRecord(at)).toEqual(['pass']);
  });

  it('says by which rules it judged, the content of the scorer among them', async () => {
    const policyOf = async (files: Readonly<Record<string, string>>, image = training.image) => {
      const at = world();
      for (const [path, text] of Object.entries(files)) at.objects.set(path, text);
      const ports = runIn(at);
      const { report } = await validateModel(
        config,
        { data, training: { ...training, image } },
        { rerun: false },
        ports,
      );
      return report.provenance.policy;
    };
    const files = { 'src/model/validate.py': 'print(1)', 'src/mlops_runtime.py': 'run()' };
    const first = await policyOf(files);

    expect(await policyOf(files, `local/churn@sha256:${digest('9')}`)).toBe(first);
    expect(await policyOf({ ...files, 'src/model/validate.py': 'print(2)' })).not.toBe(first);
    expect(await policyOf({ ...files, 'src/mlops_runtime.py': 'run(0)' })).not.toBe(first);
    expect(await policyOf({})).not.toBe(await policyOf({}, `local/churn@sha256:${digest('9')}`));
  });

  it('scores nothing in the mode off, and stands nowhere near a verdict', async () => {
    const at = world();
    const judged = await judge(runIn(at));
    const off = { ...config, validate: { ...config.validate, mode: 'off' as const } };
    const calls = at.calls.length;
    const unjudged = await validateModel(off, { data, training }, { rerun: false }, runIn(at));

    expect(unjudged).toMatchObject({ verdict: { verdict: 'off', mode: 'off' }, blocks: false, scoringJobs: [] });
    expect(unjudged.verdict.gates).toMatchObject([{ id: 'floor', outcome: 'skipped', code: 'MODE_OFF' }]);
    expect(unjudged.gateId).not.toBe(judged.gateId);
    expect(at.calls).toHaveLength(calls);
    expect(onRecord(at)).toEqual(expect.arrayContaining(['pass', 'off']));
  });

  it('writes the report and its like beside the verdict, and notes it in the history once', async () => {
    const at = world();
    await judge(runIn(at));
    await judge(runIn(at));
    const files = [...at.objects.keys()].map((key) => key.split('/').at(-1) ?? '');

    for (const file of ['report.json', 'report.html', 'metrics.json', 'model-card.md', 'model-quality.json'])
      expect(files).toContain(file);
    expect([...at.objects.keys()].filter((key) => key.includes('/churn/history/'))).toHaveLength(1);
    expect([...at.objects.keys()].filter((key) => key.includes('/held-out/sha256-'))).toHaveLength(1);
  });
});
