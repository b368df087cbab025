import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildFailure, build } from 'esbuild';
import { actionFolders } from '../../scripts/generate-readme.ts';
import { ROOT } from '../../scripts/root.ts';

/**
 * Before a run of jest: compiles the programs that its tests start, from the sources as they are now, and names their folder in
 * MLOPS_COMPILED. All of them cost a second; a process that strips the types of its 500 files itself costs nearly as much.
 */
export default async function compilePrograms(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mlops-compiled-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  process.env['MLOPS_COMPILED'] = folder;
  // What runs from the sources as they are, such as the CLI, shares at least what Node makes of them.
  process.env['NODE_COMPILE_CACHE'] = join(folder, 'cache');
  await compile(folder).catch((error: BuildFailure) => {
    // esbuild has said why. Tests that start no program run all the same; the others find theirs missing.
    process.stderr.write(`The programs are not compiled: ${error.errors.length} errors.\n`);
  });
}

const compile = (outdir: string) =>
  build({
    entryPoints: entryPoints(),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    conditions: ['@mlops-actions/source'],
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });

/** Laid out like the bundles of a checkout, so that a program finds the local SageMaker beside itself. */
const entryPoints = () => [
  ...[...actionFolders(), 'packages/sagemaker-local'].map((program) => ({
    in: join(ROOT, program, 'src/main.ts'),
    out: join(program, 'dist/index'),
  })),
  { in: join(ROOT, 'packages/action-kit/test/fixtures/story.ts'), out: 'packages/action-kit/test/fixtures/story' },
];

/** What CommonJS libraries call, in a module. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;
