import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MlopsConfig } from '@mlops-actions/core';
import { bad, type Finding, good } from './check.ts';

const RUNTIME = 'mlops_runtime.py';

/** Every script that mlops.yml names, in one finding each; they are files of the image. `root` is the folder of mlops.yml. */
export function checkScripts(config: MlopsConfig, root: string): readonly Finding[] {
  const scripts = {
    'train.script': config.train.script,
    'validate.script': config.validate.script,
    'serve.script': config.serve.script,
  };
  return Object.entries(scripts).map(([key, path]) =>
    existsSync(join(root, config.image.context, path))
      ? good(key, path)
      : bad(key, `${path} does not exist`, `Write it, or name another one at ${key} in mlops.yml.`),
  );
}

/** Requirements are installed by hash only: what was judged is what is installed, byte for byte. */
export async function checkRequirements(config: MlopsConfig, root: string): Promise<Finding> {
  const { context, requirements } = config.image;
  if (requirements === undefined) return good('requirements', 'none: the standard library is enough');
  const lock = join(root, context, requirements);
  const fix = 'Lock them: uv pip compile --generate-hashes model/requirements.in -o model/requirements.txt';
  if (!existsSync(lock)) return bad('requirements', `${requirements} does not exist`, fix);
  const loose = unlocked(await readFile(lock, 'utf8'));
  return loose.length === 0
    ? good('requirements', `${requirements}, every package with a hash`)
    : bad('requirements', `${requirements}: no hash for ${loose.slice(0, 5).join(', ')}`, fix);
}

/** The generated file at the root must be the one this version was tested with. `canonical` is the path of that one. */
export async function checkRuntime(config: MlopsConfig, root: string, canonical: string): Promise<Finding> {
  const path = join(root, config.image.context, RUNTIME);
  const fix = `Copy ${canonical} there; the file is generated and not meant to be edited.`;
  if (!existsSync(path)) return bad('runtime', `${RUNTIME} is missing at the root of the image context`, fix);
  const [ours, theirs] = await Promise.all([sha256(canonical), sha256(path)]);
  return ours === theirs
    ? good('runtime', `${RUNTIME} is current`)
    : bad('runtime', `${RUNTIME} differs from the one of this version`, fix);
}

/** Names of requirements without a `--hash`; continuation lines belong to their requirement. */
function unlocked(text: string): readonly string[] {
  const requirements = text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim());
  return requirements
    .filter((line) => line !== '' && !line.startsWith('-') && !line.includes('--hash='))
    .map((line) => line.split(/[\s=<>~![;]/)[0] ?? line);
}

const sha256 = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
