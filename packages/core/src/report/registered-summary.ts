import { imageDigest } from '../domain/job-spec.ts';
import type { RegisteredModel } from '../stages/register-judged.ts';
import type { TrainedModel } from '../stages/results.ts';
import { digestCode, facts } from './facts.ts';
import { code } from './markdown.ts';

/** A version of the registry as Markdown: which one, whether it may be deployed, and what it is. */
export function registeredSummary(training: TrainedModel, gateId: string, registered: RegisteredModel): string {
  const { group, version, approval, adopted, lineage } = registered;
  const sentence = adopted
    ? `Unchanged: this very model is ${code(group)} version ${version} already`
    : `Registered ${code(group)} version ${version}`;
  const body = facts([
    ['Approval', code(approval)],
    ['Model', digestCode(training.modelDigest)],
    ['Image', code(imageDigest(training.image))],
    ['Training job', code(training.name)],
    ['Gate id', code(gateId)],
    ['Lineage', code(lineage)],
  ]);
  return `## ✅ ${sentence}\n\n${body}\n`;
}
