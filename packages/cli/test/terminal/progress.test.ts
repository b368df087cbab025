import { createWriteStream, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { expect, it } from '@jest/globals';
import type { ProgressEvent } from '@mlops-actions/core';
import { createProgressView } from '../../src/terminal/progress.ts';

/** What a view writes into a file. */
async function written(events: readonly ProgressEvent[], terminal: object = {}): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'progress-')), 'log');
  const stream = createWriteStream(file);
  const view = createProgressView(Object.assign(stream, terminal) as unknown as NodeJS.WriteStream);
  for (const event of events) view.progress(event);
  view.close();
  await finished(stream.end());
  return readFileSync(file, 'utf8');
}

it('writes plain lines where there is no terminal, and a status only when it changes', async () => {
  const log = await written([
    { type: 'started', step: 'training', text: 'training churn' },
    { type: 'resource', step: 'training', kind: 'training', name: 'churn-0123456789ab' },
    { type: 'status', step: 'training', text: 'Training' },
    { type: 'log', step: 'training', line: 'epoch 1' },
    { type: 'log', step: 'training', line: 'epoch 1' },
    { type: 'status', step: 'training', text: 'Training' },
    { type: 'finished', step: 'training', text: 'done' },
    { type: 'unchanged', step: 'scoring', name: 'churn-ba9876543210', digest: 'abc' },
    { type: 'warning', step: 'deploy', text: 'slow' },
  ]);

  expect(log).toMatchInlineSnapshot(`
"training churn
  Training
  | epoch 1
  | epoch 1
training: done
unchanged: churn-ba9876543210 (abc)
warning: slow
"
`);
});

it('takes away what would move the cursor or set the title', async () => {
  const line = '\u001b[31mred\u001b[0m \u001b]0;title\u0007\ta\bb\r';

  expect(await written([{ type: 'log', step: 'training', line }])).toBe('  | red \tab\n');
});

it('writes plain lines to a terminal without a size, where a spinner could never be cleared', async () => {
  const events: readonly ProgressEvent[] = [{ type: 'started', step: 'data', text: 'reading' }];

  expect(await written(events, { isTTY: true, columns: 0 })).toBe('reading\n');
});
