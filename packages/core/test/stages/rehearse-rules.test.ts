import { describe, expect, it } from '@jest/globals';
import { type Rules, ruleChanges } from '../../src/stages/rehearse-rules.ts';

type Gate = Rules['config']['validate']['gates'][number];

const aGate = (gate: object): Gate =>
  ({ id: 'auc', metric: 'roc-auc', min: 0.8, inconclusive: 'block', file: 'mlops.yml', line: 14, ...gate }) as Gate;

const someRules = (validate: object = {}, data: object = {}, contents: Rules['contents'] = {}): Rules => ({
  file: 'churn/mlops.yml',
  contents: { scorer: 'a', runtime: 'b', heldOut: 'c', ...contents },
  config: {
    task: 'binary',
    data: { kind: 'channels', channels: {}, heldOut: 'data/test.csv', columns: { label: 'y' }, ...data },
    validate: {
      script: 'model/validate.py',
      inconclusive: 'block',
      firstModel: 'pass',
      mode: 'enforce',
      confidence: 0.95,
      correction: 'holm',
      exactRows: 200_000,
      slices: [],
      gates: [aGate({})],
      ...validate,
    },
  } as Rules['config'],
});

const told = (head: Rules, base = someRules()) =>
  ruleChanges(base, head).map(({ what, text, loosens }) => `${what}: ${text}${loosens ? ' (easier)' : ''}`);

describe('the rules of a head against those of its base', () => {
  it('are the same where only their place is another one', () => {
    expect(told(someRules({ gates: [aGate({ line: 99 })] }))).toEqual([]);
  });

  it.each<readonly [object, string]>([
    [{ min: 0.7 }, 'gate "auc": min 0.8 becomes 0.7 (easier)'],
    [{ min: 0.9 }, 'gate "auc": min 0.8 becomes 0.9'],
    [{ min: undefined, max: 0.7 }, 'gate "auc": min 0.8 becomes nothing (easier)'],
    [{ severity: 'warn' }, 'gate "auc": severity nothing becomes warn (easier)'],
    [{ inconclusive: 'warn' }, 'gate "auc": inconclusive block becomes warn (easier)'],
    [{ metric: 'accuracy' }, 'gate "auc": metric roc-auc becomes accuracy'],
  ])('tell of a gate with %j', (gate, text) => {
    expect(told(someRules({ gates: [aGate(gate)] }))).toContain(`gates: ${text}`);
  });

  it.each<readonly [object, object, string]>([
    [{ margin: 0.01 }, { margin: 0.05 }, 'margin 0.01 becomes 0.05 (easier)'],
    [{ margin: 0.05 }, { margin: 0.01 }, 'margin 0.05 becomes 0.01'],
    [{ rule: 'better' }, { rule: 'not-worse' }, 'rule better becomes not-worse (easier)'],
    [{ rule: 'not-worse' }, { rule: 'non-inferior' }, 'rule not-worse becomes non-inferior'],
    [{ max: 50 }, { max: 60 }, 'max 50 becomes 60 (easier)'],
    [{ maxGap: 0.1 }, { maxGap: 0.2 }, 'max-gap 0.1 becomes 0.2 (easier)'],
    [{ severity: 'warn' }, {}, 'severity warn becomes nothing'],
  ])('tell of a gate that was %j and is %j', (before, after, text) => {
    const [base, head] = [before, after].map((gate) => someRules({ gates: [aGate(gate)] }));

    expect(told(head ?? someRules(), base)).toEqual([`gates: gate "auc": ${text}`]);
  });

  it('tell of gates that are gone and of new ones', () => {
    expect(told(someRules({ gates: [aGate({ id: 'f1' })] }))).toEqual([
      'gates: gate "auc" is removed (easier)',
      'gates: gate "f1" is new',
    ]);
  });

  it.each<readonly [object, string]>([
    [{ threshold: 0.4 }, 'threshold: threshold nothing becomes 0.4'],
    [{ mode: 'dry-run' }, 'gates: validate: mode enforce becomes dry-run (easier)'],
    [{ mode: 'off' }, 'gates: validate: mode enforce becomes off (easier)'],
    [{ firstModel: 'fail' }, 'gates: validate: first-model pass becomes fail'],
    [{ confidence: 0.99 }, 'gates: validate: confidence 0.95 becomes 0.99'],
    [{ script: 'model/other.py' }, 'scorer: the scorer model/other.py is another one'],
  ])('tell of %j', (validate, text) => {
    expect(told(someRules(validate))).toEqual([text]);
  });

  it('tell of files whose content is another one', () => {
    const head = someRules({}, { schema: 'data/schema.yml' }, { scorer: 'x', runtime: 'x', heldOut: 'x', schema: 'x' });

    expect(ruleChanges(someRules(), head).map(({ what, file }) => [what, file])).toEqual([
      ['scorer', 'churn/model/validate.py'],
      ['scorer', 'churn/mlops_runtime.py'],
      ['held-out', 'churn/data/test.csv'],
      ['schema', 'churn/data/schema.yml'],
    ]);
  });

  it('tell of what is read as the answer', () => {
    expect(told(someRules({}, { positive: 'no', columns: { label: 'z' } }))).toEqual([
      'data: data: positive nothing becomes no',
      'data: data: label y becomes z',
    ]);
  });
});
