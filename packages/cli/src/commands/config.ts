import { explainConfig } from '@mlops-actions/core';
import type { CommandResult } from '../command.ts';
import { readConfig } from '../read-config.ts';

/** `mlops config`: the merged configuration with the origin of every value. */
export async function config(options: {
  readonly config: string;
  readonly environment?: string;
}): Promise<CommandResult> {
  const { loaded } = await readConfig(options.config, options.environment);
  return { document: loaded.config, text: explainConfig(loaded), exitCode: 0 };
}
