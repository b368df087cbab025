import { describe, expect, it } from '@jest/globals';
import type { ModelPackage } from '../../src/stages/ports.ts';
import { earlierVerdicts, noteVerdict } from '../../src/stages/verdict-history.ts';
import { world } from './world.ts';

const HERE = 'a'.repeat(64);

const noted = (day: number, overrides: object = {}) => ({
  schema: 'history-v1' as const,
  at: new Date(Date.UTC(2026, 0, day)).toISOString(),
  gateId: `gate-${day}`,
  verdict: 'pass',
  metric: 'f1',
  value: day / 100,
  heldOut: HERE,
  ...overrides,
});

const now = { gateId: 'now', heldOut: HERE, packages: [] };

describe('the history of a model', () => {
  it('holds one point per question, oldest first, with the version that was registered on it', async () => {
    const { ports } = world();
    await noteVerdict('churn', noted(2, { heldOut: 'b'.repeat(64) }), ports);
    await noteVerdict('churn', noted(1), ports);
    await noteVerdict('churn', noted(3, { gateId: 'gate-1', value: 0.5 }), ports);
    const packages = [{ version: 7, metadata: { 'gate-id': 'gate-2' } } as unknown as ModelPackage];

    expect(await earlierVerdicts('churn', { ...now, packages }, ports)).toEqual([
      { at: '2026-01-01T00:00:00.000Z', verdict: 'pass', metric: 'f1', value: 0.01 },
      { at: '2026-01-02T00:00:00.000Z', version: 7, verdict: 'pass', metric: 'f1', value: 0.02, otherHeldOut: true },
    ]);
  });

  it('ends before the verdict that is being given, and goes back 30 verdicts at most', async () => {
    const { ports } = world();
    for (let day = 1; day <= 33; day += 1) await noteVerdict('churn', noted(day), ports);
    const days = (await earlierVerdicts('churn', { ...now, gateId: 'gate-33' }, ports)).map(({ value }) => value);

    expect(days).toHaveLength(30);
    expect([days[0], days.at(-1)]).toEqual([0.03, 0.32]);
  });

  it('leaves out what is not ours, and says so', async () => {
    const { ports, objects, events } = world();
    await noteVerdict('churn', noted(1), ports);
    objects.set('s3://bucket/records/churn/history/2026-01-01T000000.000Z-x.json', '{');

    expect(await earlierVerdicts('churn', now, ports)).toHaveLength(1);
    expect(events).toEqual([
      expect.objectContaining({ type: 'warning', text: expect.stringContaining('history/2026-01-01') }),
    ]);
  });
});
