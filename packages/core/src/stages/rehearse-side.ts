import { openSources } from './data-sources.ts';
import type { Ports } from './ports.ts';
import { contentDigest } from './question.ts';
import type { Side } from './rehearsal-request.ts';
import type { Rules } from './rehearse-rules.ts';
import { digestOfFile, scorerFiles } from './scorer.ts';

/** What judges a model at a commit, with the content of the files that take part. */
export async function rulesAt({ config, file, ports }: Side): Promise<Rules> {
  const { schema } = config.data;
  const contents = {
    ...(await scorerFiles(config, ports)),
    schema: schema === undefined ? undefined : await digestOfFile(schema, ports),
    heldOut: await heldOutDigest(config.data, ports),
  };
  const there = Object.entries(contents).filter(([, digest]) => digest !== undefined);
  return { config, file, contents: Object.fromEntries(there) };
}

async function heldOutDigest(data: Side['config']['data'], ports: Ports): Promise<string | undefined> {
  const { heldOut } = await openSources(data, ports);
  return heldOut === undefined ? undefined : contentDigest([heldOut.source]);
}
