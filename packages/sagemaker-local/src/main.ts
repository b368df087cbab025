#!/usr/bin/env node
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type JournalEntry, journalFile } from './journal/journal.ts';
import { down } from './process/down.ts';
import { liveConnection } from './process/health.ts';
import { type Listing, listRecords } from './process/list.ts';
import { reset } from './process/reset.ts';
import { serve } from './process/serve.ts';
import { alreadyServedCode, up } from './process/up.ts';
import { readJsonLines } from './store/json-lines.ts';

interface Options {
  readonly home: string;
  readonly cache?: string;
  readonly port: number;
  readonly faults?: string;
  readonly lenient?: boolean;
  readonly s3?: string;
  readonly json?: boolean;
}

const program = new Command('sagemaker-local').description(
  'A local SageMaker: speaks the API, really runs jobs and endpoints',
);

command('serve', 'Run the server in the foreground until SIGTERM or SIGINT', runServer)
  .option('--port <port>', 'port, 0 for the last one or any', port, 0)
  .option('--faults <file>', 'JSON file with fault rules')
  .option('--s3 <url>', "objects live in this S3 instead of here; credentials and region from AWS's variables", url)
  .option('--lenient', "record violations of AWS's model in our answers without failing the call");
command('up', 'Start the server detached unless it runs, and print how to reach it', async (options) =>
  print(await up({ ...options, cache: cacheOf(options) })),
)
  .option('--port <port>', 'port, 0 for the last one or any', port, 0)
  .option('--faults <file>', 'JSON file with fault rules');
command('status', 'Say whether the server runs', showStatus);
command('down', 'Stop the server', async ({ home }) => print({ stopped: await down(home) }));
command('reset', 'Stop the server and remove its state; the cache stays', async ({ home }) => {
  await reset(home);
  print({ reset: true });
});
command('list', 'Show what the state holds; needs no server', showRecords);
command('journal', 'Show the calls that were answered; needs no server', showJournal);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

function command(name: string, description: string, action: (options: Options) => Promise<void>): Command {
  return program
    .command(name)
    .description(description)
    .option('--home <dir>', 'directory of the state', '.sagemaker-local')
    .option('--cache <dir>', 'directory shared between states (default: cache in the home)')
    .option('--json', 'print JSON')
    .action(action);
}

async function runServer(options: Options): Promise<void> {
  const stopping = stopSignal();
  const server = await serve({ ...options, cache: cacheOf(options), strict: options.lenient !== true, report });
  if (server === undefined) {
    process.stderr.write(`Another process already serves ${options.home}.\n`);
    process.exitCode = alreadyServedCode;
    return;
  }
  print(server.connection.url);
  await stopping;
  await server.stop();
  process.exit(0);
}

/** Resolves at the first request to stop. The handlers stay: a second signal must not cut the stopping short. */
function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => resolve());
  return promise;
}

async function showStatus({ home, json }: Options): Promise<void> {
  const connection = await liveConnection(home);
  const text = connection === undefined ? 'not running' : `running at ${connection.url}, process ${connection.pid}`;
  print(json === true ? { running: connection !== undefined, ...connection } : text);
}

async function showRecords({ home, json }: Options): Promise<void> {
  const records = listRecords(home);
  print(json === true ? records : summary(records));
}

async function showJournal({ home, json }: Options): Promise<void> {
  const entries = readJsonLines<JournalEntry>(journalFile(home));
  print(json === true ? entries : entries.map(journalLine).join('\n'));
}

function summary(records: Listing): string {
  const lines = Object.entries(records).map(([name, { length }]) => `${name}: ${length}`);
  return lines.join('\n');
}

function journalLine({ at, status, operation, resource = '', error = '' }: JournalEntry): string {
  return [at, status, operation, resource, error].join(' ').trimEnd();
}

function cacheOf({ home, cache }: Options): string {
  return cache ?? join(home, 'cache');
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535');
  return value;
}

function url(text: string): string {
  if (!URL.canParse(text)) throw new InvalidArgumentError('an address, e.g. http://127.0.0.1:5000');
  return text.replace(/\/+$/, '');
}

function print(value: unknown): void {
  process.stdout.write(`${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}\n`);
}

function report(error: unknown): void {
  const text =
    error instanceof Error
      ? `${error.stack}${error.cause instanceof Error ? `\ncaused by ${error.cause.stack}` : ''}`
      : String(error);
  process.stderr.write(`${text}\n`);
}
