import type { Evaluation } from '@mlops-actions/evaluation';
import type { MlopsConfig } from '../config/types.ts';
import type { JudgeRequest } from '../domain/judge-request.ts';
import { NOT_EVALUATED } from '../domain/not-evaluated.ts';
import type { RuleChange } from '../domain/report.ts';
import { offVerdict } from '../domain/verdict.ts';
import { judgeData, type PreparedData } from './check-data.ts';
import { isLeak } from './data-findings.ts';
import { evaluateRows, labelTable } from './evaluate-rows.ts';
import { heldOutRule } from './held-out-rule.ts';
import { judgeRows, rulesOf } from './judge-rows.ts';
import { redactedColumns } from './redacted.ts';
import { type RehearsalRequest, rulesConfig, type Side } from './rehearsal-request.ts';
import { asChannels, checkoutOutOfReach, judgedByBase } from './rehearse-data.ts';
import { candidateOf, championOf } from './rehearse-models.ts';
import { concludeRehearsal, incompleteOf, type Rehearsed, withoutModel } from './rehearse-report.ts';
import { ruleChanges } from './rehearse-rules.ts';
import { rulesAt } from './rehearse-side.ts';

/**
 * Rehearses a change before it is merged: trains both commits with the same budget, scores both on the held-out rows of the base by
 * the scorer of the base, and judges the head by the gates of the base, with the base's model as its champion. Nothing can be
 * registered on such a verdict. Data out of reach and a base with mistakes are `neutral`, as is all that was not to be trained; held-out
 * rows in training are a refusal, also where the gates are off.
 * Throws what judgeData, buildImage, trainModel and score throw.
 */
export async function rehearse(request: RehearsalRequest): Promise<Rehearsed> {
  const { head, baseProblems } = request;
  if (baseProblems !== undefined) return notJudged(request, NOT_EVALUATED.base(baseProblems));
  const sides = [request.base, head].flatMap((side) => side ?? []);
  const missing = await Promise.all(sides.map(({ config: { data }, ports }) => checkoutOutOfReach({ data, ports })));
  if (missing.flat().length > 0) return notJudged(request, NOT_EVALUATED.data(missing.flat()));
  const rules = await changesOf(request);
  const config = rulesConfig(request);
  const redacted = await redactedBy(sides);
  const beside = { redacted, ...(await heldOutRule(config.data, (request.base ?? head).ports)) };
  const data = await judgeData(await judgedConfig(request), head.ports, beside);
  const findings = data.findings.filter(isLeak);
  // A model that has seen the answers cannot be judged by them, whatever its gates would say.
  if (findings.length > 0)
    return concludeRehearsal(request, { verdict: { ...incompleteOf(config), verdict: 'fail' }, rules, findings });
  if (config.validate.mode === 'off')
    return concludeRehearsal(request, { verdict: offVerdict(withoutModel(config)), rules, findings });
  if (data.data === undefined) throw data.failure;
  if (!request.train) return notJudged(request, NOT_EVALUATED.untrained, rules);
  return judgeBoth(request, data.data, rules, redacted);
}

const notJudged = (
  request: RehearsalRequest,
  notEvaluated: string,
  rules: readonly RuleChange[] = [],
): Promise<Rehearsed> =>
  concludeRehearsal(request, {
    verdict: incompleteOf(rulesConfig(request)),
    rules,
    findings: [],
    notEvaluated,
  });

async function changesOf({ head, base }: RehearsalRequest): Promise<readonly RuleChange[]> {
  const rules = await rulesAt(head);
  if (base !== undefined) return ruleChanges(await rulesAt(base), rules);
  const text = 'the model is new, so its own gates and held-out rows judge it';
  return [{ what: 'gates', text, file: head.file }];
}

async function judgedConfig({ head, base, baseFolder }: RehearsalRequest): Promise<Pick<MlopsConfig, 'data'>> {
  if (base === undefined) return head.config;
  const before = await asChannels({ data: base.config.data, ports: base.ports });
  const after = await asChannels({ data: head.config.data, ports: head.ports });
  return { data: judgedByBase(after, before, baseFolder) };
}

/** What either commit redacts: neither a change that drops a rule nor one that adds it may print a value. */
async function redactedBy(sides: readonly Side[]): Promise<ReadonlySet<string>> {
  const columns = await Promise.all(sides.map(({ config: { data }, ports }) => redactedColumns(data, ports)));
  return new Set(columns.flatMap((some) => [...some]));
}

async function judgeBoth(
  request: RehearsalRequest,
  data: PreparedData,
  rules: readonly RuleChange[],
  redacted: ReadonlySet<string>,
): Promise<Rehearsed> {
  const candidate = await candidateOf(request, data, rules);
  const champion = await championOf(request, data);
  const { head } = request;
  const config = rulesConfig(request);
  const asked: JudgeRequest = {
    ...(await rulesOf(config, head.ports)),
    candidate: candidate.facts,
    ...(champion === undefined ? {} : { champion: champion.facts }),
    heldOut: { digest: data.heldOut.digest, rows: data.heldOut.rows ?? 0 },
  };
  const evaluation: Evaluation = await evaluateRows(config, {
    labels: labelTable(config, [data.heldOutSource]),
    candidate: { files: [candidate.predictions], source: 'predictions of the head', id: 'id' },
    ...(champion === undefined
      ? {}
      : { champion: { files: [champion.predictions], source: 'predictions of the base', id: 'id' } }),
    redacted,
  });
  head.ports.progress({ type: 'started', step: 'gates', text: `judging ${config.model} by the gates of its base` });
  return concludeRehearsal(request, {
    verdict: judgeRows(asked, evaluation),
    rules,
    findings: data.findings,
    evaluation,
  });
}
