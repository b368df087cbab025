import { describe, expect, it } from '@jest/globals';
import { releaseSummary, terminalRelease } from '../../src/report/release-summary.ts';
import { servePlanSummary, terminalServePlan } from '../../src/report/serve-plan-summary.ts';
import { serveSummary } from '../../src/report/serve-summary.ts';
import { terminalHistory } from '../../src/report/terminal-history.ts';
import { terminalServe } from '../../src/report/terminal-serve.ts';
import type { ServingPlan } from '../../src/stages/records/plan-record.ts';
import { aServeResult } from './results.ts';

const digest = (letter: string) => letter.repeat(64);
const served = { script: 'serve/app.py', instanceType: 'ml.m5.large', instanceCount: 1, startupTimeoutSeconds: 600 };
const model = (version: number, letter: string) => ({
  model: 'churn',
  version,
  modelDigest: digest(letter),
  image: `local/churn@sha256:${digest('c')}`,
  served,
});
const held = {
  model: 'churn',
  packageVersion: 7,
  modelDigest: digest('e'),
  image: `local/churn@sha256:${digest('c')}`,
  since: 8,
  reason: 'it was rolled back: @all wrong | prices',
};

const aPlan = (overrides: Partial<ServingPlan> = {}) => ({
  plan: {
    schema: 'plan-v1',
    endpoint: 'churn',
    destination: 'production',
    effect: 'update',
    reasons: [],
    current: { status: 'InService', configName: 'churn-g6-0123456789ab', generation: 6, model: model(5, 'd') },
    wanted: { ...model(7, 'e'), approval: 'Approved' },
    smoke: ['a loyal customer'],
    risks: [],
    quarantine: [],
    ...overrides,
  } satisfies ServingPlan,
  record: '/state/records/churn/plan.json',
});

describe('the summary of a plan', () => {
  it('leads with the effect, then puts now beside afterwards', () => {
    expect(servePlanSummary(aPlan())).toMatchInlineSnapshot(`
"## 🔭 Plan: a deploy would move endpoint \`churn\` to \`churn\` version 7

|  | Now | After the deploy |
| --- | --- | --- |
| Endpoint | \`InService\` | \`InService\` |
| Configuration | \`churn-g6-0123456789ab\` | \`a new one\` |
| Version | \`churn version 5\` | \`churn version 7\` |
| Model | \`sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\` | \`sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\` |
| Image | \`sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\` | \`sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\` |
| Machines | \`1 × ml.m5.large\` | \`1 × ml.m5.large\` |
| App | \`serve/app.py\` | \`serve/app.py\` |
| Where | \`production\` | \`production\` |

Smoke requests: a loyal customer

<details>
<summary>Records</summary>

- **Plan** \`/state/records/churn/plan.json\`

</details>
"
`);
  });

  it('says why a deploy would be refused, and what is in quarantine', () => {
    const reasons = ['In quarantine since generation 8: it was rolled back: @all wrong | prices.'];
    const text = servePlanSummary(aPlan({ effect: 'refused', reasons, quarantine: [held] }));

    expect(text).toMatch(/^## ⛔ Plan: a deploy of `churn` version 7 to endpoint `churn` would be refused\n/);
    expect(text).toContain('| `churn` version 7 | 8 | it was rolled back: @\u200Ball wrong \\| prices |');
    expect(text).not.toContain('@all');
  });

  it('warns of what may come in between', () => {
    const risks = ['The endpoint is Updating: a deploy waits for that to end.'];

    expect(servePlanSummary(aPlan({ risks }))).toContain(`\n- ${risks[0]}\n`);
  });

  it('says the same in a terminal', () => {
    expect(terminalServePlan(aPlan({ current: null, effect: 'create', smoke: [] }))).toMatchInlineSnapshot(`
"🔭 Plan: a deploy would create endpoint churn with churn version 7
               now         after the deploy
Endpoint       absent      InService
Configuration  -           a new one
Version        -           churn version 7
Model          -           sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
Image          -           sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
Machines       -           1 × ml.m5.large
App            -           serve/app.py
Where          production  production
smoke requests: none
plan: /state/records/churn/plan.json"
`);
  });
});

describe('the summary of a roll-back', () => {
  const result = aServeResult({
    outcome: 'rolled-back',
    undone: { generation: 6, quarantined: true, reason: '<b>wrong</b>' },
  });

  it('leads with what is served again, then says what is out of service', () => {
    expect(serveSummary(result)).toMatch(
      /^## ↩️ Rolled back: endpoint `churn` serves `churn` version 3 again \(generation 7\)\n/,
    );
    expect(serveSummary(result)).toContain(
      'Generation 6 is out of service: &lt;b&gt;wrong&lt;/b&gt;. Its model is in quarantine',
    );
  });

  it('says in a terminal what is in quarantine', () => {
    expect(terminalServe(result)).toContain('undone    generation 6, its model is in quarantine');
  });

  it('marks a slow answer and counts repeated requests', () => {
    const [answer] = result.smoke;
    const smoke = answer === undefined ? [] : [{ ...answer, sent: 3, warning: 'slow' }];

    expect(serveSummary(aServeResult({ smoke }))).toContain('| ⚠️ | a loyal customer (3 times) | 200 | 12 ms |');
  });
});

describe('the summary of a release', () => {
  const base = { endpoint: 'churn', destination: 'production' };

  it('names the models that may be deployed again', () => {
    const text = releaseSummary({ ...base, outcome: 'released', released: [held] });

    expect(text).toMatch(/^## ✅ Released 1 model for endpoint `churn`\n/);
    expect(text).toContain(`| \`churn\` version 7 | \`sha256:${digest('e')}\` | it was rolled back`);
    expect(text).toContain('Nothing was deployed.');
  });

  it('says that nothing was in quarantine', () => {
    const nothing = { ...base, outcome: 'unchanged' as const, released: [] };

    expect(releaseSummary(nothing)).toContain('no such model is in quarantine');
    expect(terminalRelease(nothing)).toContain('no such model is in quarantine');
  });
});

it('shows the history of an endpoint: what is live, how every generation ended, what is in quarantine', () => {
  const entry = {
    schema: 'ledger-v1' as const,
    endpoint: 'churn',
    generation: 1,
    spec: 's',
    model: 'churn',
    packageVersion: 3,
    modelDigest: digest('d'),
    image: 'i',
    run: null,
  };
  const outcome = { schema: 'ledger-outcome-v1' as const, generation: 1, outcome: 'deployed' as const };
  const ledger = [
    { entry, outcome },
    { entry: { ...entry, generation: 2, packageVersion: 7, modelDigest: digest('e') }, outcome },
    { entry: { ...entry, generation: 3, action: 'rollback' as const, undoes: 2, revives: 1, reason: 'wrong\nprices' } },
  ];
  const text = terminalHistory({ endpoint: 'churn', status: 'InService', generation: 2, ledger, quarantine: [held] });

  expect(text).toMatchInlineSnapshot(`
"endpoint churn: InService

generations
  1  churn version 3  sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd  deploy                   deployed
→ 2  churn version 7  sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee  deploy                   deployed
  3  churn version 3  sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd  rollback to 1, undoes 2  unfinished  wrong prices

in quarantine
churn version 7  sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee  since generation 8  it was rolled back: @all wrong | prices"
`);
});
