/**
 * `pnpm bundle`: one file per program, made of the compiled sources: ncc gathers everything and the licences, esbuild makes it
 * small and fast. The bundles are committed, because `uses:` has no build step.
 *
 * `--check` builds into a temporary folder and compares with what is committed. `--out DIR` builds below another folder.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { transform } from 'esbuild';
import { actionFolders } from './generate-readme.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A job downloads every action it names; this keeps a whole release below what one Docker layer costs. All code of one folder. */
const MAX_BUNDLE_BYTES = 2_000_000;

/** Libraries that ship ES modules lose what nothing imports: 0.2 MB of the AWS clients. */
const MAIN_FIELDS = ['module', 'main'];

/** Where a program is compiled to, and whose `dist/` holds its bundle. */
const PROGRAMS: readonly { readonly folder: string; readonly entry: string }[] = [
  ...actionFolders().map((folder) => ({ folder, entry: `build/${folder}/src/main.js` })),
  { folder: 'packages/sagemaker-local', entry: 'packages/sagemaker-local/lib/main.js' },
];

type Files = ReadonlyMap<string, string>;

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, out: { type: 'string', default: ROOT } },
});

process.exitCode = values.check ? await check() : await build(values.out);

/** Writes every bundle below `out`; 1 when one is too large. */
async function build(out: string): Promise<number> {
  let tooLarge = 0;
  for (const { folder, entry } of PROGRAMS) {
    const files = await bundle(join(ROOT, entry));
    await replaceFolder(join(out, folder, 'dist'), files);
    const bytes = codeBytes(files);
    say(`${folder}/dist  ${(bytes / 1e6).toFixed(2)} MB`);
    if (bytes > MAX_BUNDLE_BYTES) tooLarge += 1;
  }
  if (tooLarge > 0) complain(`${tooLarge} of the bundles are larger than ${MAX_BUNDLE_BYTES / 1e6} MB.`);
  return tooLarge > 0 ? 1 : 0;
}

function codeBytes(files: Files): number {
  const programs = [...files].filter(([name]) => name.endsWith('.js'));
  return programs.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0);
}

/** Builds aside and names every committed file that is missing, different or too much. */
async function check(): Promise<number> {
  const out = await mkdtemp(join(tmpdir(), 'mlops-bundles-'));
  try {
    const failed = await build(out);
    const stale = (await Promise.all(PROGRAMS.map(({ folder }) => staleFiles(out, `${folder}/dist`)))).flat();
    for (const file of stale) complain(`${file} is not what the sources give.`);
    if (stale.length > 0) complain('Run "pnpm bundle" and commit the result.');
    return stale.length > 0 ? 1 : failed;
  } finally {
    await rm(out, { recursive: true });
  }
}

async function staleFiles(out: string, folder: string): Promise<readonly string[]> {
  const [built, committed] = await Promise.all([readFolder(join(out, folder)), readFolder(join(ROOT, folder))]);
  const names = [...new Set([...built.keys(), ...committed.keys()])].sort();
  return names.filter((name) => built.get(name) !== committed.get(name)).map((name) => `${folder}/${name}`);
}

interface NccResult {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
}

async function bundle(entry: string): Promise<Files> {
  if (!existsSync(entry)) throw new Error(`${entry} does not exist; "pnpm build" makes it.`);
  const ncc = createRequire(import.meta.url)('@vercel/ncc') as (entry: string, options: object) => Promise<NccResult>;
  const options = { cache: false, esm: true, license: 'licenses.txt', mainFields: MAIN_FIELDS, quiet: true };
  const { code, assets } = await ncc(entry, options);
  const files = new Map<string, string>([['package.json', '{ "type": "module" }\n']]);
  files.set('index.js', await minify(code));
  for (const [name, { source }] of Object.entries(assets)) {
    files.set(name, name.endsWith('.js') ? await minify(source.toString()) : source.toString());
  }
  return files;
}

async function minify(text: string): Promise<string> {
  const { code } = await transform(text, { minify: true, legalComments: 'none', target: 'node24', charset: 'utf8' });
  return code;
}

async function replaceFolder(folder: string, files: Files): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of files) await writeFile(join(folder, name), text);
}

async function readFolder(folder: string): Promise<Files> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    await Promise.all(files.map(async ({ name }) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function complain(line: string): void {
  process.stderr.write(`bundle: ${line}\n`);
}
