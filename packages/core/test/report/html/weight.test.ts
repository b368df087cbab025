import { expect, it } from '@jest/globals';
import { build } from 'esbuild';

const ENTRY = new URL('../../../src/report/html/report-html.ts', import.meta.url).pathname;
const MOST_BYTES = 40_000;

it('adds less than 40 kB of its own to a bundle', async () => {
  const { metafile } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@mlops-actions/source'],
    metafile: true,
    write: false,
  });
  const [output] = Object.values(metafile.outputs);
  const own = Object.entries(output?.inputs ?? {}).filter(([file]) => file.includes('core/src/report/'));
  const bytes = own.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);

  expect(own.length).toBeGreaterThan(20);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
