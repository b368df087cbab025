import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment } from '../support/environment.ts';
import { temporaryFolder } from '../temporary-folder.ts';

export interface DockerCall {
  readonly args: readonly string[];
  /** sha256 hex of standard input; the text itself for a login. */
  readonly input: string;
  /** Names of the files in DOCKER_CONFIG. */
  readonly config: readonly string[];
}

/**
 * A program called docker, first on PATH, that writes down how it was called and answers by its arguments: `answers` maps the
 * first argument to what it prints and its exit codes, one per call, the last one for good.
 */
export async function stubDocker(answers: Readonly<Record<string, { codes?: readonly number[]; prints?: string }>>) {
  const folder = await temporaryFolder({
    docker: `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, readdirSync } = require('node:fs');
const { createHash } = require('node:crypto');
const args = process.argv.slice(2);
const calls = ${JSON.stringify(join('$', 'calls'))}.replace('$', __dirname);
const earlier = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\\n').map((line) => JSON.parse(line)) : [];
const bytes = readFileSync(0);
const input = args[0] === 'login' ? bytes.toString() : createHash('sha256').update(bytes).digest('hex');
appendFileSync(calls, JSON.stringify({ args, input, config: readdirSync(process.env.DOCKER_CONFIG).sort() }) + '\\n');
const { codes = [0], prints = '' } = ${JSON.stringify(answers)}[args[0]] ?? {};
const nth = earlier.filter((call) => call.args[0] === args[0]).length;
const code = codes[Math.min(nth, codes.length - 1)];
if (code === 0 || prints.startsWith('!')) console.log(prints.replace(/^!/, ''));
else console.error('received unexpected HTTP status: 503 Service Unavailable');
process.exitCode = code;
`,
  });
  chmodSync(join(folder.path, 'docker'), 0o755);
  const path = environment({ PATH: `${folder.path}${delimiter}${process.env['PATH']}` });
  return {
    calls: (): readonly DockerCall[] =>
      readFileSync(join(folder.path, 'calls'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    async [Symbol.asyncDispose]() {
      path[Symbol.dispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
