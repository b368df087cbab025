/** The work of the benchmark by this project: node ours.ts <table>. Prints the overall metrics of both models as one line of JSON. */

import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type ByteSource,
  evaluate,
  isDefined,
  type MetricName,
  measure,
  readBatches,
} from '../../packages/evaluation/src/index.ts';

const METRICS: readonly MetricName[] = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'roc-auc',
  'average-precision',
  'log-loss',
  'brier',
  'ece',
];
const SCORES = { candidate: 'p_candidate', champion: 'p_champion' };

const [path = '', part = 'all'] = process.argv.slice(2);
const files = [await sourceOf(path)];
console.log(JSON.stringify(part === 'read' ? await read() : await all()));

/** Both models, overall and on every slice. */
async function all() {
  const { evaluation, problems } = await evaluate({
    task: 'binary',
    positive: '1',
    threshold: 0.5,
    labels: { files, label: 'label' },
    candidate: { files, source: 'candidate', score: SCORES.candidate },
    champion: { files, source: 'champion', score: SCORES.champion },
    slices: ['region', 'plan'].map((name) => ({ name, by: [name], minRows: 1, required: true })),
  });
  if (evaluation === undefined) throw new Error(JSON.stringify(problems));
  const evidences = [evaluation.overall, ...evaluation.slices.flatMap(({ evidence }) => evidence ?? [])];
  const groups = evidences.map((models) =>
    [models.candidate, models.champion].map((evidence) =>
      Object.fromEntries(METRICS.map((metric) => [metric, evidence && valueIn(measure(metric, evidence))])),
    ),
  );
  const [candidate, champion] = groups[0] ?? [];
  return { rows: evaluation.rows, groups: groups.length, method: evaluation.method, candidate, champion };
}

/** The columns and nothing else. */
async function read() {
  const columns = [...Object.values(SCORES)].map((column) => ({ column, as: 'number' }) as const);
  const named = ['label', 'region', 'plan'].map((column) => ({ column, as: 'category' }) as const);
  let rows = 0;
  for await (const batch of readBatches(files, [...columns, ...named])) rows += batch.rows;
  return { rows };
}

function valueIn(measured: ReturnType<typeof measure>): number | null {
  return isDefined(measured) ? measured.value : null;
}

/** As the file port of the product reads. */
async function sourceOf(file: string): Promise<ByteSource> {
  const handle = await open(file);
  return {
    name: basename(file),
    size: (await stat(file)).size,
    stream: () => createReadStream(file, { highWaterMark: 2 ** 16 }),
    range: async (from, to) => {
      const bytes = new Uint8Array(to - from);
      await handle.read(bytes, 0, bytes.length, from);
      return bytes;
    },
  };
}
