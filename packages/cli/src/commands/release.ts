import { releaseStage, terminalRelease } from '@mlops-actions/core';
import type { CommandContext, CommandResult } from '../command.ts';
import { type StageOptions, withStage } from '../session.ts';

export interface ReleaseOptions extends StageOptions {
  /** Version of the model package; every model in quarantine when absent. */
  readonly modelVersion?: number;
  readonly reason?: string;
}

/** `mlops release`: models that failed or were rolled back may be deployed again. */
export function release(options: ReleaseOptions, context: CommandContext): Promise<CommandResult> {
  const { modelVersion: version, reason } = options;
  return withStage(options, context, async ({ config, ports }) => {
    const result = await releaseStage(
      config,
      {
        destination: ports.destination,
        ...(version === undefined ? {} : { version }),
        ...(reason === undefined ? {} : { reason }),
      },
      ports,
    );
    return { document: result, text: terminalRelease(result), exitCode: 0 };
  });
}
