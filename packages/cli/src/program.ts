import { Command, InvalidArgumentError, Option } from 'commander';
import { runCommand } from './command.ts';
import { type ChangedOptions, changed } from './commands/changed.ts';
import { config } from './commands/config.ts';
import { type DataOptions, data } from './commands/data.ts';
import { doctor } from './commands/doctor.ts';
import { history } from './commands/history.ts';
import { type LocalVerb, local } from './commands/local.ts';
import { type ReleaseOptions, release } from './commands/release.ts';
import { type RollbackOptions, rollback } from './commands/rollback.ts';
import { type ServeOptions, serve } from './commands/serve.ts';
import { status } from './commands/status.ts';
import { type TrainOptions, train } from './commands/train.ts';

/** The command line of `mlops`. */
export function createProgram(): Command {
  const program = new Command('mlops').description('Train, validate, register and deploy a model from one mlops.yml.');
  addStages(program);
  addLocal(program);
  withHome(
    withConfig(
      program
        .command('status')
        .description('show jobs, packages and the endpoint of the local destination; starts nothing'),
    ),
  ).action((options) => runCommand(options.json === true, () => status(options)));
  withCommon(
    program.command('config').description('print the merged configuration with the origin of every value'),
  ).action((options) => runCommand(options.json === true, () => config(options)));
  program
    .command('changed')
    .description('list the models that differ between a commit and its base; trains nothing')
    .requiredOption('--base <commit>', 'commit, branch or tag to compare with')
    .option('--head <commit>', 'commit that is compared', 'HEAD')
    .option('--configs <globs...>', 'files that configure models (default: **/mlops.yml **/mlops.*.yml)')
    .option('--json', 'print one JSON document on stdout')
    .action((options: ChangedOptions & { json?: boolean }) =>
      runCommand(options.json === true, () => changed(options)),
    );
  withCommon(program.command('doctor').description('check what a first run needs, one line each, with the fix')).action(
    (options) => runCommand(options.json === true, () => doctor(options)),
  );
  return program;
}

function addStages(program: Command): void {
  const rerun = new Option('--rerun <what>', 'start jobs anew although equal ones have completed').choices([
    'train',
    'validate',
    'all',
  ]);
  const drift = new Option('--drift <what>', 'what held-out rows that are distributed otherwise than training rows do')
    .choices(['warn', 'block'])
    .default('warn');
  withCommon(program.command('data').description('check and store the data; trains nothing'))
    .option('--suggest', 'write a first data/schema.yml from what the training table holds; never overwrites one')
    .addOption(drift)
    .action((options: DataOptions) => runCommand(options.json === true, (context) => data(options, context)));
  withCommon(program.command('train').description('data → image → train → validate → register'))
    .addOption(rerun)
    .action((options: TrainOptions) => runCommand(options.json === true, (context) => train(options, context)));
  withCommon(program.command('serve').description('deploy a registered model, prove it and ask it'))
    .option('--model-version <n>', 'version of the model package; the newest deployable one by default', wholeNumber)
    .option('--plan', 'only say what a deploy would do; nothing is approved, created or deployed')
    .action((options: ServeOptions) => runCommand(options.json === true, (context) => serve(options, context)));
  addReturns(program);
}

/** What can be done about a model that turned out to be bad. */
function addReturns(program: Command): void {
  withCommon(
    program.command('rollback').description('serve an earlier model again and put the one of now in quarantine'),
  )
    .option(
      '--generation <n>',
      'generation to serve again; the last good one with another model by default',
      wholeNumber,
    )
    .option('--reason <text>', 'why, kept in the ledger')
    .action((options: RollbackOptions) => runCommand(options.json === true, (context) => rollback(options, context)));
  withCommon(program.command('release').description('lift the quarantine of models; nothing is deployed'))
    .option('--model-version <n>', 'version of the model package; every model in quarantine by default', wholeNumber)
    .option('--reason <text>', 'why, kept in the ledger')
    .action((options: ReleaseOptions) => runCommand(options.json === true, (context) => release(options, context)));
  withCommon(
    program.command('history').description('show what the endpoint has served and what is in quarantine'),
  ).action((options) => runCommand(options.json === true, (context) => history(options, context)));
}

function addLocal(program: Command): void {
  const group = program.command('local').description('the local SageMaker of this repository');
  const verbs: Readonly<Record<LocalVerb, string>> = {
    up: 'start it, or find it running',
    status: 'say whether it runs and where',
    down: 'stop it and everything it runs',
    reset: 'stop it and forget its jobs, models and endpoints; caches stay',
  };
  for (const [verb, text] of Object.entries(verbs)) {
    withHome(group.command(verb).description(text)).action((options) =>
      runCommand(options.json === true, () => local(verb as LocalVerb, options)),
    );
  }
}

const withHome = (command: Command): Command =>
  command
    .option('--home <dir>', 'state folder (default: MLOPS_HOME, else .mlops beside the git root)')
    .option('--json', 'print one JSON document on stdout');

const withConfig = (command: Command): Command =>
  command.option('--config <file>', 'configuration of the model', 'mlops.yml');

const withCommon = (command: Command): Command =>
  withHome(withConfig(command).option('--environment <name>', 'environment of mlops.yml; local when absent'));

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('Expected a whole number from 1.');
  return Number(text);
}
