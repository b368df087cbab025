import type { ConfigParts } from '../config/parts.ts';
import { joined } from '../config/paths.ts';
import { digestOf, sha256 } from '../domain/canonical.ts';
import type { Ports } from './ports.ts';

/** Called by the entry point of every job; imports the scorer and hands it the rows. */
const RUNTIME = 'mlops_runtime.py';

/** Where the files of the repository are read. */
interface Readable {
  readonly objects: Pick<Ports['objects'], 'read'>;
}

/** sha256 hex of the files that score rows, as the repository holds them; absent for a file that is not there. */
export interface ScorerFiles {
  readonly scorer?: string;
  readonly runtime?: string;
}

export async function scorerFiles(
  { image, validate }: ConfigParts<'image' | 'validate'>,
  ports: Readable,
): Promise<ScorerFiles> {
  const [scorer, runtime] = await Promise.all(
    [validate.script, RUNTIME].map((path) => digestOfFile(joined(image.context, path), ports)),
  );
  return { ...(scorer === undefined ? {} : { scorer }), ...(runtime === undefined ? {} : { runtime }) };
}

/** sha256 hex of what scores rows: the scorer with its runtime, or the image when its code is not in the repository. */
export async function scorerDigest(
  config: ConfigParts<'image' | 'validate'>,
  image: string,
  ports: Readable,
): Promise<string> {
  const files = await scorerFiles(config, ports);
  return digestOf(files.scorer === undefined ? { image } : files);
}

/** sha256 hex of a file of the repository; undefined when it is not there. */
export async function digestOfFile(path: string, { objects }: Readable): Promise<string | undefined> {
  const bytes = await objects.read(path);
  return bytes === undefined ? undefined : sha256(bytes);
}
