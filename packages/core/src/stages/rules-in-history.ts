import { loadConfig } from '../config/load.ts';
import { folderOf, joined } from '../config/paths.ts';
import type { MlopsConfig } from '../config/types.ts';
import { defined } from '../domain/defined.ts';
import type { History } from './ports/history.ts';
import type { Rules } from './rehearse-rules.ts';
import { digestOfFile, scorerFiles } from './scorer.ts';

/**
 * What judges a model at a commit, from the history alone: without the held-out rows, which may lie elsewhere. Throws what loadConfig
 * throws, and GIT_FAILED.
 */
export async function rulesInHistory(
  commit: string,
  file: string,
  history: History,
): Promise<Rules & { readonly config: MlopsConfig }> {
  const { config } = await loadConfig({ file, readFile: (path) => history.fileAt(commit, path) });
  const read = async (path: string) => {
    const text = await history.fileAt(commit, joined(folderOf(file), path));
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  const ports = { objects: { read } };
  const { schema } = config.data;
  const digest = schema === undefined ? undefined : await digestOfFile(schema, ports);
  return { config, file, contents: { ...(await scorerFiles(config, ports)), ...defined({ schema: digest }) } };
}
