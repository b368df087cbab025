import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Consumer, consumerOf } from './act/consumer.ts';
import { ROOT } from './act/release.ts';

/** A repository whose model is one number, so that nothing is spent on learning. */
export function thresholdConsumer(templates: readonly string[] = []): Consumer {
  const consumer = consumerOf('test/fixtures/threshold-model', templates);
  const runtime = readFileSync(join(ROOT, 'packages/core/runtime/mlops_runtime.py'), 'utf8');
  consumer.write('mlops_runtime.py', runtime);
  return consumer;
}

/** The two stages, each one step; `config` for both. */
export const stages = (config: string) => `on: push
permissions: { contents: read }
jobs:
  model:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
      - id: train
        uses: org/mlops-actions/train@v1
        with: { config: ${config} }
      - id: serve
        uses: org/mlops-actions/serve@v1
        with: { config: ${config} }
`;
