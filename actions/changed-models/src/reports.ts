import { join } from 'node:path';
import type { ActionContext } from '@mlops-actions/action-kit';
import { freshFolder } from '@mlops-actions/adapters';
import { reportHtml, reportText, type Unjudged } from '@mlops-actions/core';
import type { Leg } from './legs.ts';

/**
 * Writes `<slug>/report.json`, and the same as one HTML file, of each model that cannot be judged; returns their folder, or
 * undefined when there is none.
 */
export async function writeReports(
  unjudged: readonly Unjudged[],
  legs: readonly Leg[],
  { home, run }: Pick<ActionContext, 'home' | 'run'>,
): Promise<string | undefined> {
  if (unjudged.length === 0) return undefined;
  const folder = join(home, 'records', `not-evaluated-${run.runId ?? 'here'}`);
  const slugs = new Map(legs.map(({ model, slug }) => [model, slug]));
  const texts = unjudged.flatMap(({ model, report }) => {
    const slug = slugs.get(model) ?? model.model;
    return [[`${slug}/report.json`, reportText(report)] as const, [`${slug}/report.html`, reportHtml(report)] as const];
  });
  await freshFolder(folder, new Map(texts));
  return folder;
}
