import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportHtml } from '@mlops-actions/core';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { aHostileReport, manySlices, someReports } from '../../packages/core/test/report/a-report.ts';
import { openBrowser } from './browser.ts';
import { differenceTo } from './picture.ts';

/** `MLOPS_RENEW_PICTURES=true` replaces the committed pictures; look at them before they are committed. */
const RENEW = process.env['MLOPS_RENEW_PICTURES'] === 'true';
const PICTURES = new URL('.', import.meta.url).pathname;
const MOST_BYTES_OF_PICTURES = 600_000;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = createRequire(import.meta.url).resolve('axe-core');

const reports = { ...someReports(), hostile: aHostileReport(), 'many-slices': manySlices(30) };
const names = Object.keys(reports) as (keyof typeof reports)[];

/** Each scheme at each width, on reports that together show every part of the page. */
const painted = [
  ['fail', 1280, 'light'],
  ['fail', 390, 'dark'],
  ['rehearsal', 1280, 'dark'],
  ['warn', 390, 'light'],
  ['inconclusive', 390, 'light'],
  ['ranking', 390, 'light'],
] as const;

/** A page at one size, and what it said and asked for while it was opened. */
interface Opened {
  readonly page: Page;
  readonly said: readonly string[];
  readonly asked: readonly string[];
}

describe('reports in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-pictures-'));
  const address = (name: string) => `file://${folder}/${name}.html`;
  let browser: Browser;

  beforeAll(async () => {
    for (const [name, report] of Object.entries(reports))
      writeFileSync(join(folder, `${name}.html`), reportHtml(report));
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(name: string, width: number, colorScheme: 'light' | 'dark'): Promise<Opened> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(address(name));
    return { page, said, asked };
  }

  describe.each(names)('%s', (name) => {
    it.each([
      [1280, 'light'],
      [360, 'dark'],
    ] as const)('asks for nothing, complains of nothing and fits %d pixels (%s)', async (width, scheme) => {
      const { page, said, asked } = await opened(name, width, scheme);

      expect(asked).toEqual([address(name)]);
      expect(said).toEqual([]);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      await page.context().close();
    });

    it.each([
      [1280, 'light'],
      [390, 'dark'],
    ] as const)('can be read by everybody at %d pixels (%s, every fold open)', async (width, scheme) => {
      const { page } = await opened(name, width, scheme);
      await page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`);

      expect(await violations(page)).toEqual([]);
      await page.context().close();
    });
  });

  it('names every chart for a screen reader', async () => {
    const { page } = await opened('rehearsal', 1280, 'light');
    const named = await page.evaluate<string[]>(
      `[...document.querySelectorAll('svg[role=img]')].map((svg) => svg.querySelector('title')?.textContent ?? '')`,
    );
    expect(named).toEqual(
      expect.arrayContaining(['ROC curve', 'Precision and recall', 'Reliability', 'Scores of the candidate']),
    );
    expect(named).not.toContain('');
    expect(await page.getByRole('img').count()).toBe(named.length);
    await page.context().close();
  });

  it('paints dark and light differently', async () => {
    const ground = async (scheme: 'light' | 'dark') => {
      const { page } = await opened('pass', 1280, scheme);
      const colour = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      await page.context().close();
      return colour;
    };

    expect(await ground('light')).not.toBe(await ground('dark'));
  });

  it('prints on white', async () => {
    const { page } = await opened('pass', 1280, 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });

    expect(await page.evaluate<string>('getComputedStyle(document.body).color')).toBe('rgb(28, 33, 40)');
    await page.context().close();
  });

  it.each(painted)('%s at %d pixels (%s) looks as it did', async (name, width, scheme) => {
    const { page } = await opened(name, width, scheme);
    const taken = await page.screenshot({ fullPage: true, animations: 'disabled' });

    expect(differenceTo(join(PICTURES, `${name}-${width}-${scheme}.png`), taken, RENEW)).toBeUndefined();
    await page.context().close();
  });

  it('notices a chart that is missing', async () => {
    const [name, width, scheme] = painted[0];
    const { page } = await opened(name, width, scheme);
    await page.evaluate(`document.querySelector('figure .chart').style.visibility = 'hidden'`);
    const taken = await page.screenshot({ fullPage: true, animations: 'disabled' });

    expect(differenceTo(join(PICTURES, `${name}-${width}-${scheme}.png`), taken, false)).toBeDefined();
    await page.context().close();
  });

  it('keeps its pictures small', () => {
    const sizes = painted.map((parts) => statSync(join(PICTURES, `${parts.join('-')}.png`)).size);

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(MOST_BYTES_OF_PICTURES);
  });
});

/** What axe finds wrong at WCAG 2.2 AA, contrast included: rule and places. It is evaluated, because the page loads no script. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(AXE, 'utf8'));
  const { violations: broken } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`,
  );
  return broken.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ target }) => target.join(' '))
        .slice(0, 3)
        .join(', ')}`,
  );
}
