import { expect, it } from '@jest/globals';
import { decidingSentences } from '../../src/domain/verdict.ts';
import { terminalTrain } from '../../src/report/terminal-train.ts';
import { trainSummary } from '../../src/report/train-summary.ts';
import { aGateResult, aRejectedResult, aTrainResult, aVerdict } from './results.ts';

it('leads with the verdict and compares candidate and champion', () => {
  expect(trainSummary(aTrainResult())).toMatchInlineSnapshot(`
"## ✅ Registered \`churn\` version 3: 2 of 2 gates hold against champion version 2

**Deciding:** \`roc-auc\` 0.9591 [0.9391, 0.9691] · 1,916 rows · 41 fixed, 30 broken

| metric | candidate [95 %] | champion | Δ [90 %] | rule |  |
| --- | ---: | ---: | ---: | --- | --- |
| \`roc-auc\` | 0.9871 [0.9671, 0.9971] | – | – | ≥ 0.95 | ✅ |
| \`accuracy\` | 0.9591 [0.9391, 0.9691] | 0.9532 [0.9332, 0.9632] | +0.0058 [−0.0120, 0.0236] | not worse than the champion by more than 0.01 | ✅ |
| \`log-loss\` | no value (no score) | – | – |  |  |

Measured on 1,916 held-out rows that training never saw. Against the champion, 41 answers became right and 30 became wrong.

### What was made

|  |  | Name |  |
| --- | --- | --- | --- |
| image | unchanged | \`local/churn@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\` | 12 files, Python 3.11.7 |
| training job | made now | \`churn-0123456789ab\` | 4.2 s |
| model package | made now | \`churn version 3\` | Approved |

<details>
<summary>All gates</summary>

| gate | rule | value | outcome |
| --- | --- | ---: | --- |
| \`roc-auc-min\` | \`roc-auc\` ≥ 0.95 | 0.9591 | pass |
| \`accuracy-champion\` | \`accuracy\` not worse than the champion by more than 0.01 | 0.9591 | pass |

</details>

<details>
<summary>Lineage and records</summary>

- **Destination** \`local\`
- **Data train** \`data/train.csv\` 398 rows, \`sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\`
- **Data held-out** \`data/held-out.csv\` 171 rows, \`sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\`
- **Image** \`sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\`
- **Specification of the job** \`sha256:dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd\`
- **Model** \`sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\`
- **Champion** \`sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\`
- **Verdict** \`/state/records/churn/gate.json\`
- **Lineage** \`/state/records/churn/lineage.json\`

</details>
"
`);
});

it('says the same facts in a terminal', () => {
  expect(terminalTrain(aTrainResult())).toMatchInlineSnapshot(`
"✅ Registered churn version 3: 2 of 2 gates hold against champion version 2

metric    candidate [95 %]         champion                 Δ [90 %]                   rule
roc-auc   0.9871 [0.9671, 0.9971]  –                        –                          ≥ 0.95                                         ✅
accuracy  0.9591 [0.9391, 0.9691]  0.9532 [0.9332, 0.9632]  +0.0058 [−0.0120, 0.0236]  not worse than the champion by more than 0.01  ✅
log-loss  no value (no score)      –                        –
Measured on 1,916 held-out rows that training never saw. Against the champion, 41 answers became right and 30 became wrong.

image          unchanged  local/churn@sha256:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc  12 files, Python 3.11.7
training job   made now   churn-0123456789ab  4.2 s
model package  made now   churn version 3  Approved
model                     sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
verdict                   /state/records/churn/gate.json
report                    /state/records/churn/report.html
lineage                   /state/records/churn/lineage.json"
`);
});

it('puts the deciding sentences of a refused candidate below the verdict', () => {
  expect(trainSummary(aRejectedResult()).split('\n').slice(0, 7)).toMatchInlineSnapshot(`
[
  "## ❌ Refused the candidate of \`churn\`: 0 of 2 gates hold against champion version 2; 1 fails, 1 cannot be decided",
  "",
  "**Deciding:** \`accuracy\` 0.9591 [0.9391, 0.9691] · 1,916 rows · 41 fixed, 30 broken",
  "",
  "- Metric "accuracy" fell by 0.0700 (p = 0.0004); gate "accuracy-champion" allows 0.01.",
  "- Gate "roc-auc-champion" cannot decide on 12 rows.",
  "",
]
`);
});

it('names failed gates before inconclusive ones', () => {
  expect(decidingSentences(aRejectedResult().verdict)).toMatchInlineSnapshot(`
[
  "Metric "accuracy" fell by 0.0700 (p = 0.0004); gate "accuracy-champion" allows 0.01.",
  "Gate "roc-auc-champion" cannot decide on 12 rows.",
]
`);
});

it('says of a second run that nothing was made', () => {
  const first = aTrainResult();
  const again = aTrainResult({
    outcome: 'unchanged',
    training: { ...first.training, adopted: true },
    package: { group: 'churn', version: 3, approval: 'Approved', adopted: true },
  });

  expect(trainSummary(again)).not.toContain('made now');
  expect(trainSummary(again)).toContain('Unchanged: this very model is `churn` version 3 already');
});

it('says what was not asked of a first model', () => {
  const skipped = aGateResult({
    outcome: 'skipped',
    code: 'FIRST_MODEL',
    sentence: 'There is no champion to compare with.',
  });
  const { champion: _, disagreement: __, ...alone } = aVerdict({ gates: [aGateResult({}), skipped] });
  const lines = trainSummary(aTrainResult({ verdict: alone })).split('\n');

  expect(lines[0]).toBe('## ✅ Registered `churn` version 3: 1 of 1 gates holds');
  expect(lines[4]).toBe('- There is no champion to compare with.');
});

it('never says of the champion itself that it was compared', () => {
  const verdict = { ...aVerdict(), verdict: 'identical' as const, gates: [] };

  expect(terminalTrain(aTrainResult({ verdict }))).toContain('Registered churn version 3: it is the champion itself');
});
