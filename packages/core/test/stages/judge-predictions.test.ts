import { describe, expect, it } from '@jest/globals';
import { reportSummary } from '../../src/report/text/report-summary.ts';
import { type GivenPredictions, judgePredictions } from '../../src/stages/judge-predictions.ts';
import { readReport } from '../../src/stages/records/report-record.ts';
import { world } from './world.ts';

type Config = Parameters<typeof judgePredictions>[0];

const gate = { metric: 'accuracy', inconclusive: 'block', file: 'mlops.yml', line: 1 };
const FLOOR = { ...gate, id: 'floor', min: 0.6 };
const BETTER = { ...gate, id: 'champion', vs: 'champion', rule: 'not-worse', margin: 0.01 };

const config = (changes: { readonly data?: object; readonly gates?: readonly object[] } = {}) =>
  ({
    model: 'churn',
    task: 'binary',
    data: { kind: 'table', positive: 'yes', columns: { id: 'id', label: 'label' }, ...changes.data },
    validate: {
      script: 'model/validate.py',
      firstModel: 'pass',
      mode: 'enforce',
      confidence: 0.95,
      exactRows: 1_000,
      slices: [],
      gates: changes.gates ?? [FLOOR],
    },
  }) as unknown as Config;

const rows = Array.from({ length: 60 }, (_, row) => ({ id: `r${row}`, label: row % 2 === 0 ? 'yes' : 'no' }));
const csv = (header: string, line: (row: (typeof rows)[number], index: number) => string) =>
  `${[header, ...rows.map(line)].join('\n')}\n`;
const LABELS = csv('id,label', ({ id, label }) => `${id},${label}`);
const SAID = csv('id,prediction', ({ id, label }, index) => `${id},${index % 10 === 0 ? 'no' : label}`);

/** Judges files of a repository that holds `files`. */
async function judged(files: Readonly<Record<string, string>>, given: GivenPredictions, asked: Config = config()) {
  const { ports, objects } = world();
  for (const [path, text] of Object.entries(files)) objects.set(path, text);
  return judgePredictions(asked, given, ports);
}

describe('judgePredictions', () => {
  it('joins predictions and labels by id', async () => {
    const { verdict, gateId } = await judged(
      { 'labels.csv': LABELS, 'said.csv': SAID },
      { predictions: 'said.csv', labels: 'labels.csv' },
    );

    expect(verdict).toMatchObject({
      verdict: 'pass',
      heldOut: { rows: 60 },
      championLevel: 'D',
      candidate: { job: '', image: '', predictions: ['said.csv'] },
      gates: [{ id: 'floor', value: 0.9 }],
    });
    expect(gateId).toMatch(/^[0-9a-f]{12}$/);
  });

  it('compares a champion whose file lacks a few rows on those that it has, and asks limits of all', async () => {
    const many = Array.from({ length: 1_000 }, (_, row) => ({ id: `m${row}`, label: row % 2 === 0 ? 'yes' : 'no' }));
    const table = (header: string, line: (row: (typeof many)[number], index: number) => string, from = 0) =>
      [header, ...many.slice(from).map((row, index) => line(row, index + from))].join('\n');
    const wrongOn =
      (nth: number) =>
      ({ id, label }: (typeof many)[number], index: number) =>
        `${id},${index % nth === 0 ? (label === 'yes' ? 'no' : 'yes') : label}`;
    const files = (left: number) => ({
      'labels.csv': table('id,label', ({ id, label }) => `${id},${label}`),
      'said.csv': table('id,prediction', wrongOn(10)),
      'before.csv': table('id,prediction', wrongOn(20), left),
    });
    const given = { predictions: 'said.csv', labels: 'labels.csv', championPredictions: 'before.csv' };
    const both = config({ gates: [FLOOR, BETTER] });
    const { verdict, report } = await judged(files(10), given, both);

    expect(verdict).toMatchObject({
      verdict: 'fail',
      championLevel: 'B',
      heldOut: { rows: 1_000 },
      championRows: 990,
      gates: [
        { id: 'floor', n: 1_000, value: 0.9 },
        { id: 'champion', outcome: 'fail', n: 990, sentence: expect.stringContaining('on 990 rows') },
      ],
    });
    expect(verdict.metrics[0]).toMatchObject({ candidate: { n: 1_000 }, champion: { n: 990 }, delta: { n: 990 } });
    expect(reportSummary(report)).toContain(
      "The champion's predictions lack 10 held-out rows: comparisons are on the other 990.",
    );
    expect(readReport(JSON.stringify(report))).toEqual(report);
    await expect(judged(files(11), given, both)).rejects.toMatchObject({
      code: 'EVIDENCE_INVALID',
      details: { problems: [{ message: expect.stringContaining('more than the 1 % that may have none') }] },
    });
  });

  it('does not take a champion for compared on a slice that its file leaves out', async () => {
    const many = Array.from({ length: 6_000 }, (_, row) => [`m${row}`, row % 2 === 0 ? 'yes' : 'no'] as const);
    const table = (header: string, lines: readonly string[]) => [header, ...lines].join('\n');
    const said = many.map((cells) => cells.join());
    const files = {
      'labels.csv': table(
        'id,label,region',
        many.map(([id, label], row) => `${id},${label},${row < 40 ? 'isles' : 'mainland'}`),
      ),
      'said.csv': table('id,prediction', said),
      'before.csv': table('id,prediction', [...said.slice(40, -1), 'm5999,yes']),
    };
    const slices = [{ name: 'region', by: ['region'], minRows: 30, required: false }];
    const gates = [{ ...BETTER, slices: [{ rule: 'region', minRows: 30, required: false }] }];
    const asked = config({ gates });
    const { verdict } = await judged(
      files,
      { predictions: 'said.csv', labels: 'labels.csv', championPredictions: 'before.csv' },
      { ...asked, validate: { ...asked.validate, slices } },
    );

    expect(verdict.gates[0]).toMatchObject({
      outcome: 'fail',
      code: 'CHAMPION_EVIDENCE_MISSING',
      slices: [
        { slice: 'region = isles', outcome: 'fail', code: 'CHAMPION_EVIDENCE_MISSING' },
        { slice: 'region = mainland', outcome: 'pass' },
      ],
    });
  });

  it('compares on a slice that is just large enough although the file of the champion lacks one of its rows', async () => {
    const many = Array.from({ length: 1_000 }, (_, row) => [`m${row}`, row % 2 === 0 ? 'yes' : 'no'] as const);
    const table = (header: string, lines: readonly string[]) => [header, ...lines].join('\n');
    const said = many.map((cells) => cells.join());
    const files = {
      'labels.csv': table(
        'id,label,region',
        many.map(([id, label], row) => `${id},${label},${row < 100 ? 'isles' : 'mainland'}`),
      ),
      'said.csv': table('id,prediction', said),
      'before.csv': table('id,prediction', said.slice(1)),
    };
    const reference = { rule: 'region', minRows: 100, required: false };
    const asked = config({ gates: [{ ...BETTER, slices: [reference] }] });
    const { verdict } = await judged(
      files,
      { predictions: 'said.csv', labels: 'labels.csv', championPredictions: 'before.csv' },
      { ...asked, validate: { ...asked.validate, slices: [{ ...reference, name: 'region', by: ['region'] }] } },
    );

    expect(verdict.gates[0]).toMatchObject({
      outcome: 'pass',
      slices: [
        { slice: 'region = mainland', rows: 900, outcome: 'pass' },
        { slice: 'region = isles', rows: 100, outcome: 'pass' },
      ],
    });
  });

  it('finds the labels in the predictions themselves, or in the held-out data of mlops.yml', async () => {
    const both = csv('label,prediction', ({ label }) => `${label},${label}`);
    const inside = await judged(
      { 'both.csv': both },
      { predictions: 'both.csv' },
      config({ data: { columns: { label: 'label' } } }),
    );
    const heldOut = config({ data: { kind: 'channels', channels: {}, heldOut: 'labels.csv' } });
    const declared = await judged({ 'labels.csv': LABELS, 'said.csv': SAID }, { predictions: 'said.csv' }, heldOut);

    expect([inside, declared].map(({ verdict }) => verdict.gates[0]?.value)).toEqual([1, 0.9]);
    await expect(judged({ 'said.csv': SAID }, { predictions: 'said.csv' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: { problems: [{ input: 'labels' }] },
    });
  });

  it("judges against a champion's file only when it answers 99 of 100 held-out rows", async () => {
    const champion = LABELS.replace('label', 'prediction');
    const against = (rowsOfChampion: string) =>
      judged(
        { 'l.csv': LABELS, 'p.csv': SAID, 'c.csv': rowsOfChampion },
        { predictions: 'p.csv', labels: 'l.csv', championPredictions: 'c.csv' },
      );

    expect((await against(champion)).verdict.championLevel).toBe('B');
    await expect(against(champion.replace(/^r59,.*\n/m, ''))).rejects.toMatchObject({
      code: 'EVIDENCE_INVALID',
      details: {
        problems: [
          { message: '1 held-out rows have no prediction, more than the 1 % that may have none, e.g. ids r59.' },
        ],
      },
    });
  });

  it('judges by no row that training has seen, by its id or by all of it', async () => {
    const trained = (lines: string) => {
      const data = { kind: 'channels', channels: { train: 'train.csv' }, heldOut: 'labels.csv' };
      const files = { 'labels.csv': LABELS, 'said.csv': SAID, 'train.csv': `id,label\n${lines}` };
      return judged(files, { predictions: 'said.csv' }, config({ data }));
    };
    const refused = (message: RegExp) => ({
      code: 'DATA_INVALID',
      details: { problems: [{ file: 'train.csv', line: 3, message: expect.stringMatching(message) }] },
    });

    expect((await trained('t1,yes\nt2,no\n')).verdict.verdict).toBe('pass');
    await expect(trained('t1,yes\nr0,yes\n')).rejects.toMatchObject(refused(/^1 of its rows are held-out rows too/));
    await expect(trained('t1,yes\nr0,no\n')).rejects.toMatchObject(refused(/^1 of its rows have the id of a held-out/));
  });

  it('judges by no number that training has, where numbers are all that tells rows', async () => {
    const numbered = (id: (row: number) => string) => rows.map(({ label }, row) => `${id(row)},${label}`).join('\n');
    const files = {
      'labels.csv': `id,label\n${numbered(String)}\n`,
      'said.csv': `id,prediction\n${numbered(String)}\n`,
      'train.csv': 'id,x,label\n0,0.1,yes\n1,0.2,no\n',
    };
    const data = { kind: 'channels', channels: { train: 'train.csv' }, heldOut: 'labels.csv' };

    await expect(judged(files, { predictions: 'said.csv' }, config({ data }))).rejects.toMatchObject({
      code: 'DATA_INVALID',
    });
  });

  it('judges by no group that training has, where groups are called by numbers', async () => {
    const numbered = (x: number) => rows.map(({ label }, row) => `${row},${x + row},${label}`).join('\n');
    const files = {
      'labels.csv': `id,x,label\n${numbered(0)}\n`,
      'said.csv': `id,prediction\n${rows.map(({ label }, row) => `${row},${label}`).join('\n')}\n`,
      'train.csv': `id,x,label\n${numbered(100)}\n`,
    };
    const asked = (group: object) => {
      const columns = { id: 'id', label: 'label', ...group };
      const data = { kind: 'channels', channels: { train: 'train.csv' }, heldOut: 'labels.csv', columns };
      return judged(files, { predictions: 'said.csv' }, config({ data }));
    };

    expect((await asked({})).verdict.verdict).toBe('pass');
    await expect(asked({ group: 'id' })).rejects.toMatchObject({ code: 'DATA_INVALID' });
  });

  it('says that nobody knows what training has seen when its data cannot be read', async () => {
    const { ports, objects, events } = world();
    objects.set('labels.csv', LABELS).set('said.csv', SAID).set('train.csv', 'id,label\nr0,"yes\n');
    const data = { kind: 'channels', channels: { train: 'train.csv' }, heldOut: 'labels.csv' };
    await judgePredictions(config({ data }), { predictions: 'said.csv' }, ports);

    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'warning',
        text: expect.stringMatching(/^train\.csv cannot be read, so nobody/),
      }),
    );
  });

  it('says that nobody knows what training has seen when its data is not here', async () => {
    const { ports, objects, events } = world();
    objects.set('labels.csv', LABELS).set('said.csv', SAID);
    const data = { kind: 'channels', channels: { train: 'train.csv' }, heldOut: 'labels.csv' };
    const { verdict } = await judgePredictions(config({ data }), { predictions: 'said.csv' }, ports);

    expect(verdict.verdict).toBe('pass');
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'warning', text: expect.stringContaining('channel "train" is not here') }),
    );
  });

  it('remembers what was measured on all rows, also when the first gate asks slices or a file', async () => {
    const { ports, objects } = world();
    objects.set('said.csv', SAID).set('own.json', '{"accuracy":0.99}');
    objects.set(
      'labels.csv',
      csv('id,label,part', ({ id, label }, row) => `${id},${label},${row % 10 < 2 ? 'a' : 'b'}`),
    );
    const part = { rule: 'part', minRows: 1, required: false };
    const firsts = [
      { ...FLOOR, id: 'each', slices: [part] },
      { ...FLOOR, id: 'own', from: 'own.json' },
    ];
    for (const first of firsts) {
      const asked = config({ gates: [first, FLOOR] });
      const sliced = { ...asked, validate: { ...asked.validate, slices: [{ ...part, name: 'part', by: ['part'] }] } };
      await judgePredictions(sliced, { predictions: 'said.csv', labels: 'labels.csv' }, ports);
    }
    const noted = [...objects].flatMap(([key, text]) => (key.includes('/history/') ? [JSON.parse(text)] : []));

    expect(noted.map(({ metric, value }) => [metric, value])).toEqual([
      ['accuracy', 0.9],
      ['accuracy', 0.9],
    ]);
  });

  it('reads JSON lines, and several files of a folder as one table', async () => {
    const line = ({ id, label }: (typeof rows)[number]) => JSON.stringify({ id, prediction: label });
    const part = (from: number, to: number) => `${rows.slice(from, to).map(line).join('\n')}\n`;
    const { verdict } = await judged(
      { 'labels.csv': LABELS, 'out/1.jsonl': part(0, 40), 'out/2.jsonl': part(40, 60) },
      { predictions: 'out', labels: 'labels.csv' },
    );

    expect(verdict).toMatchObject({
      heldOut: { rows: 60 },
      candidate: { predictions: ['out/1.jsonl', 'out/2.jsonl'] },
    });
  });

  it("writes a report that whoever reads strangers' reports accepts as it is", async () => {
    const { ports, objects } = world();
    objects.set('l.csv', LABELS).set('p.csv', SAID).set('c.csv', LABELS.replace('label', 'prediction'));
    const asked = config({
      gates: [FLOOR, BETTER, { ...FLOOR, id: 'each', slices: [{ rule: 'label', minRows: 1, required: false }] }],
    });
    const slices = [{ name: 'label', by: ['label'], minRows: 1, required: false }];
    const sliced = { ...asked, validate: { ...asked.validate, slices } };
    const given = { predictions: 'p.csv', labels: 'l.csv', championPredictions: 'c.csv' };
    const { report } = await judgePredictions(sliced, given, ports);
    const [text = ''] = [...objects].flatMap(([key, content]) => (key.endsWith('/report.json') ? [content] : []));

    expect(report.slices.map(({ name }) => name).toSorted()).toEqual(['label = no', 'label = yes']);
    expect(readReport(text)).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it('asks the same of the same content, wherever it lies', async () => {
    const here = await judged({ 'l.csv': LABELS, 'p.csv': SAID }, { predictions: 'p.csv', labels: 'l.csv' });
    const there = await judged({ 'a/l.csv': LABELS, 'a/p.csv': SAID }, { predictions: 'a/p.csv', labels: 'a/l.csv' });

    expect(there.gateId).toBe(here.gateId);
  });

  it('compares with stored metrics only weakly, and with none that cannot be read', async () => {
    const files = {
      'l.csv': LABELS,
      'p.csv': SAID,
      'm.json': '{"accuracy":0.8,"rows":60}',
      'n.json': '{"accuracy":0.8}',
    };
    const against = (championMetrics: string) =>
      judged(files, { predictions: 'p.csv', labels: 'l.csv', championMetrics }, config({ gates: [FLOOR, BETTER] }));

    expect((await against('m.json')).verdict).toMatchObject({ championLevel: 'C', champion: { source: 'metrics' } });
    await expect(against('n.json')).rejects.toMatchObject({ code: 'EVIDENCE_INVALID' });
    await expect(against('absent.json')).rejects.toMatchObject({ code: 'OBJECT_NOT_FOUND' });
  });

  it.each<[string, Partial<GivenPredictions>, string]>([
    ['p.csv', { championPredictions: 'c.csv', championMetrics: 'm.json' }, 'champion-metrics'],
    ['both.csv', { championMetrics: 'm.json' }, 'champion-metrics'],
    ['both.csv', { championPredictions: 'c.csv' }, 'champion-predictions'],
  ])('compares with one champion, not with the first of several: %s beside %j', async (predictions, given, input) => {
    const files = {
      'l.csv': LABELS,
      'p.csv': SAID,
      'both.csv': csv('id,prediction,champion-prediction', ({ id, label }) => `${id},${label},${label}`),
      'c.csv': SAID,
      'm.json': '{"accuracy":0.99,"rows":60}',
    };

    await expect(judged(files, { predictions, labels: 'l.csv', ...given })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: { problems: [{ input, message: expect.stringContaining('champion') }] },
    });
  });

  it('hands over the numbers of the files that gates name', async () => {
    const latency = { ...gate, id: 'latency', metric: 'p95', from: 'bench.json', max: 50 };
    const slow = await judged(
      { 'l.csv': LABELS, 'p.csv': SAID, 'bench.json': '{"p95":60}' },
      { predictions: 'p.csv', labels: 'l.csv' },
      config({ gates: [FLOOR, latency] }),
    );
    const absent = await judged(
      { 'l.csv': LABELS, 'p.csv': SAID },
      { predictions: 'p.csv', labels: 'l.csv' },
      config({ gates: [FLOOR, latency] }),
    );

    expect(slow.verdict.gates[1]).toMatchObject({ id: 'latency', outcome: 'fail', value: 60, code: null });
    expect(absent.verdict.gates[1]).toMatchObject({ outcome: 'fail', code: 'FILE_MISSING' });
    expect(absent.blocks).toBe(true);
  });

  it('leaves "incomplete" on record when the predictions have holes, and says which file is not there', async () => {
    const { ports, objects } = world();
    objects.set('l.csv', LABELS).set('p.csv', SAID.split('\n').slice(0, 20).join('\n'));
    const given = { predictions: 'p.csv', labels: 'l.csv' };

    await expect(judgePredictions(config(), given, ports)).rejects.toMatchObject({ code: 'EVIDENCE_INVALID' });
    const records = [...objects]
      .filter(([key]) => key.endsWith('/gate.json'))
      .map(([, text]) => JSON.parse(text).verdict);
    expect(records).toEqual(['incomplete']);
    await expect(judged({}, given)).rejects.toMatchObject({
      code: 'OBJECT_NOT_FOUND',
      details: { location: 'p.csv' },
    });
  });
});
