import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isMlopsError } from '../../src/domain/errors.ts';
import type { Gate, GateResult } from '../../src/domain/gates/gate.ts';
import type { JudgeRequest } from '../../src/domain/judge-request.ts';
import { judge, type Verdict, verdictBlocks } from '../../src/domain/verdict.ts';
import { gateRecord } from '../../src/stages/records/gate-record.ts';
import { load } from '../config/files.ts';
import { evaluationOf } from './evaluations.ts';
import { request } from './gates/situations.ts';
import { policies } from './policies.ts';

const FILES = { 'metrics.json': { accuracy: 0.5, f1: 0.9 }, 'broken.json': 'unreadable' } as const;

/** A champion that was scored, none, the candidate itself, or stored figures. */
const CHAMPIONS: readonly Partial<JudgeRequest>[] = [
  {},
  { champion: { digest: 'c'.repeat(64), source: 'endpoint' } },
  {
    champion: { digest: 'a'.repeat(64), source: 'metrics' },
    storedMetrics: { rows: 500, values: { accuracy: 0.8, f1: 0, 'log-loss': 0.4, rmse: Number.NaN } },
  },
];

async function gatesIn(text: string) {
  try {
    return (await load(text)).config;
  } catch (error) {
    if (isMlopsError(error, 'CONFIG_INVALID')) return undefined;
    throw error;
  }
}

/** What a pass claims has to be in its record. */
function mayPass(gate: Gate, result: GateResult): boolean {
  const has = (value: number | null | undefined) => typeof value === 'number' && Number.isFinite(value);
  if (!has(result.value) || result.code !== null) return false;
  if ('vs' in gate) return has(result.champion) && has(result.delta) && slicesMayPass(gate, result);
  return limitHolds(gate, result.value ?? Number.NaN) && slicesMayPass(gate, result);
}

function limitHolds(gate: Gate, value: number): boolean {
  if ('min' in gate) return value >= gate.min;
  if ('max' in gate) return value <= gate.max;
  return 'between' in gate ? value >= gate.between[0] && value <= gate.between[1] : 'maxGap' in gate;
}

function slicesMayPass(gate: Gate, { slices }: GateResult): boolean {
  if ('from' in gate || gate.slices === undefined) return slices === undefined;
  const judged = (slices ?? []).filter(({ outcome }) => outcome !== 'skipped');
  const prefixes: Readonly<Record<string, string>> = { region: 'region', age: 'age', vip: 'vip' };
  const answered = ({ rule }: { readonly rule: string }) =>
    judged.some(({ slice }) => slice.includes(prefixes[rule] ?? 'nothing'));
  return judged.every(({ outcome }) => outcome === 'pass') && gate.slices.every(answered);
}

function holdsTogether(verdict: Verdict, gates: readonly Gate[]): void {
  expect(verdict.gates.map(({ id }) => id)).toEqual(gates.map(({ id }) => id));
  verdict.gates.forEach((result, index) => {
    const gate = gates[index];
    if (gate !== undefined && result.outcome === 'pass' && !mayPass(gate, result))
      throw new Error(`A pass without evidence: ${JSON.stringify({ gate, result })}`);
    if (!/^[^\n]+ \(mlops\.yml:\d+\)\.$/.test(result.sentence)) throw new Error(`No sentence: ${result.sentence}`);
    if (gate?.severity !== 'warn' && result.outcome === 'skipped' && result.code === null)
      throw new Error(`Skipped without a reason: ${JSON.stringify(result)}`);
  });
  const stops = verdict.gates.some(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  if (verdict.mode !== 'dry-run' && verdictBlocks(verdict) !== stops) throw new Error('The verdict hides a gate.');
  const record = gateRecord.safeParse(JSON.parse(JSON.stringify(verdict)));
  if (!record.success) throw new Error(`${record.error.message} ${JSON.stringify(verdict.gates)}`);
}

describe('thousands of rules around the grammar', () => {
  it('load or are refused, and judge any evidence without a silent pass', async () => {
    const seen = { refused: 0, judged: 0, blocked: 0 };
    await fc.assert(
      fc.asyncProperty(policies, fc.nat({ max: 65 }), fc.constantFrom(...CHAMPIONS), async (text, number, change) => {
        const config = await gatesIn(text);
        if (config === undefined) {
          seen.refused += 1;
          return;
        }
        const { gates, mode, firstModel } = config.validate;
        const { champion, ...asked } = request(gates, {
          ...{ task: config.task, mode, firstModel, files: FILES },
          ...change,
        });
        const first = number % 8 === 7 || champion === undefined;
        const verdict = judge(first ? asked : { ...asked, champion }, evaluationOf(config.task, number));
        holdsTogether(verdict, gates);
        seen.judged += 1;
        if (verdictBlocks(verdict)) seen.blocked += 1;
      }),
      { numRuns: 7_000, seed: 20_261_121 },
    );

    expect(seen.refused).toBeGreaterThan(1_000);
    expect(seen.judged).toBeGreaterThan(3_000);
    expect(seen.blocked).toBeGreaterThan(1_000);
  }, 120_000);
});
