import { expect, it } from '@jest/globals';
import { serveSummary } from '../../src/report/serve-summary.ts';
import { terminalServe } from '../../src/report/terminal-serve.ts';
import { aServeResult } from './results.ts';

it('leads with what the endpoint serves, then proves it', () => {
  expect(serveSummary(aServeResult())).toMatchInlineSnapshot(`
"## ✅ Endpoint \`churn\` serves \`churn\` version 3 (generation 7)

> **Rehearsal.** The destination is local: the endpoint runs beside this command, on a GitHub runner only as long as the job does.

### What proves it

| Fact | Observed |
| --- | --- |
| The endpoint uses the configuration | \`churn-g7-0123456789ab\` |
| Its running image | \`local/churn@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\` |
| Its model archive | \`s3://mlops-local/models/sha256-eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee/model.tar.gz\` |
| Requested model | \`sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\` |
| Model that answered | \`sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\` ✅ |

### Smoke requests

|  | Request | Status | Time | Answer |
| --- | --- | ---: | ---: | --- |
| ✅ | a loyal customer | 200 | 12 ms | \`{"predictions":[{"prediction":"no","score":0.03}]}\` |

<details>
<summary>Records</summary>

- **Generation** 7
- **Replaced model** \`sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\`
- **Ledger** \`/state/records/churn/ledger/000007.json\`

</details>
"
`);
});

it('says the same facts in a terminal', () => {
  expect(terminalServe(aServeResult())).toMatchInlineSnapshot(`
"✅ Endpoint churn serves churn version 3 (generation 7)
model     sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
answered  sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
config    churn-g7-0123456789ab
image     local/churn@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
archive   s3://mlops-local/models/sha256-eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee/model.tar.gz
smoke     ok  a loyal customer: 200 in 12 ms  {"predictions":[{"prediction":"no","score":0.03}]}
where     local: the endpoint runs on this machine
ledger    /state/records/churn/ledger/000007.json"
`);
});

it('says that a local endpoint is a rehearsal, and that one in the cloud is not', () => {
  expect(serveSummary(aServeResult())).toContain('**Rehearsal.**');
  expect(serveSummary(aServeResult({ destination: 'production' }))).not.toContain('Rehearsal');
});

it('names what took over when a deploy was superseded, and claims no proof', () => {
  const { proof: _, ...overtaken } = aServeResult({ outcome: 'superseded', supersededBy: 'generation 8', smoke: [] });
  const summary = serveSummary(overtaken);

  expect(summary).toContain('Superseded: `churn` version 3 was overtaken by generation 8 on endpoint `churn`');
  expect(summary).not.toContain('What proves it');
});

it('keeps an answer of the endpoint inside its cell', () => {
  const [answer] = aServeResult().smoke;
  if (answer === undefined) throw new Error('the builder has one answer');
  const hostile = { ...answer, name: '@team | #1', answer: '`</details>` | x\n## heading' };

  expect(serveSummary(aServeResult({ smoke: [hostile] }))).toContain(
    '| ✅ | @\u200Bteam \\| #\u200B1 | 200 | 12 ms | `` `</details>` \\| x ## heading `` |',
  );
});
