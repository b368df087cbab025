import { joined } from '../config/paths.ts';
import { sha256 } from '../domain/canonical.ts';
import { openSources } from './data-sources.ts';
import type { Ports } from './ports.ts';
import { contentDigest } from './question.ts';
import type { Side } from './rehearsal-request.ts';
import type { Rules } from './rehearse-rules.ts';

/** What judges a model at a commit, with the content of the files that take part. */
export async function rulesAt({ config, file, ports }: Side): Promise<Rules> {
  const inImage = (path: string) => joined(config.image.context, path);
  const { schema } = config.data;
  const contents = {
    scorer: await digestOfFile(inImage(config.validate.script), ports),
    runtime: await digestOfFile(inImage('mlops_runtime.py'), ports),
    schema: schema === undefined ? undefined : await digestOfFile(schema, ports),
    heldOut: await heldOutDigest(config.data, ports),
  };
  const there = Object.entries(contents).filter(([, digest]) => digest !== undefined);
  return { config, file, contents: Object.fromEntries(there) };
}

async function digestOfFile(path: string, { objects }: Pick<Ports, 'objects'>): Promise<string | undefined> {
  const bytes = await objects.read(path);
  return bytes === undefined ? undefined : sha256(bytes);
}

async function heldOutDigest(data: Side['config']['data'], ports: Ports): Promise<string | undefined> {
  const { heldOut } = await openSources(data, ports);
  return heldOut === undefined ? undefined : contentDigest([heldOut.source]);
}
