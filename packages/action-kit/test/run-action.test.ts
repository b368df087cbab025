import { describe, expect, it } from '@jest/globals';
import { tell } from './tell.ts';

/** The lines of a log that are workflow commands to a runner, i.e. outside of every fence. */
function commandsIn(log: string): readonly string[] {
  const commands: string[] = [];
  let fence: string | undefined;
  for (const line of log.split('\n')) {
    if (fence !== undefined && line === `::${fence}::`) fence = undefined;
    else if (fence === undefined && line.startsWith('::stop-commands::'))
      fence = line.slice('::stop-commands::'.length);
    else if (fence === undefined && line.startsWith('::')) commands.push(line);
  }
  return commands;
}

describe('an action that ends well', () => {
  it('writes every declared output, the summary and the mark that nothing is left to undo', async () => {
    const step = await tell();

    expect(step).toMatchObject({ exitCode: 0, outputs: { told: 'line one\nline two', empty: '' } });
    expect(step.summary).toContain('# plain');
    expect(step.state).toEqual({ 'mlops-post': 'true', 'mlops-finished': 'true' });
  });

  it('ends although a socket is still open, and says what did not close', async () => {
    const step = await tell({ inputs: { story: 'leaky' } });

    expect(step.exitCode).toBe(0);
    expect(step.log).toContain('would not close');
  });

  it('tells steps as groups and statuses once', async () => {
    const { log } = await tell({ inputs: { story: 'hostile' } });

    expect(log).toContain('::group::training churn');
    expect(log.match(/InProgress/g)).toHaveLength(1);
    expect(log).toContain('unchanged: churn-1a2b (c3d4)');
  });
});

describe('inputs', () => {
  it('are refused all together, each by name', async () => {
    const step = await tell({ inputs: { version: 'seven', loud: 'yes' } });

    expect(step.exitCode).toBe(1);
    expect(step.log).toContain(
      '::error title=INPUT_INVALID::2 inputs are not usable:%0A  version: expected a whole number%0A  loud: expected true or false, found "yes"%0A',
    );
  });

  it('that are secret are masked line by line and leaf by leaf before anything is printed, and print as asterisks', async () => {
    const token = JSON.stringify({ key: 'canary-4711', pin: '12', pem: 'first-line\nsecond-line' });
    const { log } = await tell({ inputs: { story: 'secret', token } });

    for (const leaf of ['canary-4711', 'first-line', 'second-line']) expect(log).toContain(`::add-mask::${leaf}\n`);
    expect(log).not.toContain('::add-mask::12\n');
    expect(log).toContain('token is ***');
    expect(log.lastIndexOf('::add-mask::')).toBeLessThan(log.indexOf('::group::'));
    expect(log.split('\n').filter((line) => line.includes('canary') && !line.startsWith('::add-mask::'))).toEqual([]);
  });
});

describe('text of others', () => {
  it('cannot act as a workflow command', async () => {
    const { log } = await tell({ inputs: { story: 'hostile' } });

    expect(log).toContain('::add-path::/evil');
    expect(commandsIn(log)).toEqual(['::group::training churn', '::warning::slow', '::endgroup::']);
  });

  it('is cut at 4,096 characters with a mark', async () => {
    const { log } = await tell({ inputs: { story: 'hostile' } });

    expect(log).toContain(`${'x'.repeat(4096)}… [904 more characters cut]`);
  });
});

describe('a failure', () => {
  it('is one annotation with code, text, hint and a link to its page', async () => {
    const environment = { GITHUB_ACTION_REPOSITORY: 'acme/mlops-actions', GITHUB_ACTION_REF: 'v1' };
    const step = await tell({ inputs: { story: 'remote' }, environment });

    const errors = commandsIn(step.log).filter((line) => line.startsWith('::error'));
    expect(step.exitCode).toBe(1);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(
      /^::error title=LOCAL_SERVER_FAILED::sagemaker-local up failed: it went away%0A.+%0Ahttps:\/\/github\.com\/acme\/mlops-actions\/blob\/v1\/docs\/troubleshooting\/LOCAL_SERVER_FAILED\.md$/,
    );
    expect(step.summary).toContain('### ❌ sagemaker-local up failed: it went away');
  });

  it('folds the causes and keeps the stack for defects', async () => {
    const { log } = await tell({ inputs: { story: 'remote' } });

    expect(log).toMatch(
      /::group::Caused by\n::stop-commands::.+\nError: socket hang up\n::add-mask::x\nError: ECONNRESET\n/,
    );
    expect(log).not.toContain('::group::Stack');
  });

  it('that nobody expected is reported as a defect of ours, with its stack', async () => {
    const { log } = await tell({ inputs: { story: 'defect' } });

    expect(log).toContain('::error title=UNEXPECTED::');
    expect(log).toMatch(/::group::Stack\n::stop-commands::.+\nTypeError: undefined is not a function\n {4}at /);
  });

  it('of the configuration is shown at nine places of the file, with the rest counted', async () => {
    const { log } = await tell({ inputs: { story: 'mistakes' } });

    const errors = log.split('\n').filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(10);
    expect(errors[0]).toBe('::error title=CONFIG_INVALID,file=mlops.yml,line=1,col=3::gates[0]: is wrong.');
    expect(errors[9]).toContain('…and 3 more.');
  });

  it('of a gate comes after outputs and summary', async () => {
    const step = await tell({ inputs: { story: 'refused' } });

    expect(step).toMatchObject({ exitCode: 1, outputs: { told: 'line one\nline two' } });
    expect(step.summary).toBe('# refused\n\n');
    expect(step.log).toContain('::error title=GATE_REJECTED::');
  });

  it('of a gate comes after the remarks on the lines of its file', async () => {
    const { log } = await tell({ inputs: { story: 'refused' } });

    expect(commandsIn(log).filter((line) => /^::(error|warning)/.test(line))).toEqual([
      '::error title=f1-floor,file=mlops.yml,line=14::F1 is 0.7.%0A::add-path::/evil',
      `::warning title=drift,file=data/test.csv::${'x'.repeat(4000)}`,
      expect.stringMatching(/^::error title=GATE_REJECTED::/),
    ]);
  });
});

describe('a cancelled step', () => {
  it.each([
    { signal: 'SIGINT', exitCode: 130 },
    { signal: 'SIGTERM', exitCode: 143 },
  ] as const)('cleans up after $signal and ends with $exitCode', async ({ signal, exitCode }) => {
    const step = await tell({ inputs: { story: 'job' }, signals: [{ after: '::group::', signal }] });

    expect(step.exitCode).toBe(exitCode);
    expect(step.log).toContain('job stopped');
    expect(step.log).toContain(`::error title=CANCELLED::Cancelled: the step received ${signal}.`);
  });

  it('ends at once on the second signal', async () => {
    const signals = [
      { after: '::group::', signal: 'SIGINT' },
      { after: '::group::', signal: 'SIGTERM' },
    ] as const;
    const step = await tell({ inputs: { story: 'stubborn' }, signals });

    expect([130, 143]).toContain(step.exitCode);
  });
});

describe('the post step', () => {
  it('undoes what a cancelled main had started', async () => {
    const main = await tell({
      inputs: { story: 'job' },
      signals: [{ after: '::group::', signal: 'SIGINT' }],
    });
    const post = await tell({ state: main.state });

    expect(post.exitCode).toBe(0);
    expect(post.log).toContain('stopped the training job churn-1a2b');
  });

  it('undoes what a killed main had started, because it was saved before it was made', async () => {
    const main = await tell({
      inputs: { story: 'job' },
      signals: [{ after: '::group::', signal: 'SIGKILL' }],
    });
    const post = await tell({ state: main.state });

    expect(main.exitCode).toBeNull();
    expect(post.log).toContain('stopped the training job churn-1a2b');
  });

  it('leaves alone what a failed main has left running on purpose', async () => {
    const main = await tell({ inputs: { story: 'detached' } });
    const post = await tell({ state: main.state });

    expect(main.exitCode).toBe(1);
    expect(post.log).toContain('stopped the training job churn-3c4d');
    expect(post.log).not.toContain('churn-1a2b');
  });

  it('has nothing to do after a main that ended well', async () => {
    const main = await tell();
    const post = await tell({ state: main.state });

    expect(post).toMatchObject({ exitCode: 0, outputs: {} });
    expect(post.log).toContain('Nothing was left to clean up.');
  });
});
