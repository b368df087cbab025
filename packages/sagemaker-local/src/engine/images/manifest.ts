import { ImageError } from './reference.ts';

/** The manifest of a process image, version 1; its bytes' sha256 is the image's digest. */
export interface ImageManifest {
  readonly schema: 'process-image-v1';
  /** `<process.platform>-<process.arch>`, e.g. `linux-x64`. */
  readonly platform: string;
  /** Full version of the interpreter, e.g. `3.11.7`. */
  readonly python: string;
  /** Hash-locked requirements file inside of the context, or null when the image needs no packages. */
  readonly requirements: string | null;
  /** `sha256:<hex>` of the requirements file. */
  readonly lock: string | null;
  readonly context: { readonly digest: string; readonly bytes: number; readonly files: number };
  readonly entrypoint: readonly string[];
}

/** Parses a manifest. Throws {@link ImageError} that names the first member that is not as it must be. */
export function parseManifest(text: string): ImageManifest {
  const value = parseJson(text);
  const problem = Object.entries(checks).find(([name, check]) => !check(value[name]));
  if (problem) throw new ImageError(`the manifest's ${problem[0]} is ${JSON.stringify(value[problem[0]])}`);
  const manifest = value as unknown as ImageManifest;
  if ((manifest.requirements === null) !== (manifest.lock === null)) {
    throw new ImageError('the manifest has one of requirements and lock without the other');
  }
  return manifest;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isDigest: Check = (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);

const checks: Readonly<Record<keyof ImageManifest, Check>> = {
  schema: (value) => value === 'process-image-v1',
  platform: isText,
  python: isText,
  requirements: (value) => value === null || isText(value),
  lock: (value) => value === null || isDigest(value),
  context: (value) => isDigest((value as ImageManifest['context'] | undefined)?.digest),
  entrypoint: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
};

function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    throw new ImageError('the manifest is not JSON', { cause: error });
  }
  throw new ImageError('the manifest is not a JSON object');
}
