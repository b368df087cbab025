import { rollbackStage } from '@mlops-actions/core';
import type { CommandContext, CommandResult } from '../command.ts';
import { type StageOptions, withStage } from '../session.ts';
import { served } from './serve.ts';

export interface RollbackOptions extends StageOptions {
  /** Generation to serve again; the last good one with another model when absent. */
  readonly generation?: number;
  readonly reason?: string;
}

/** `mlops rollback`: serve an earlier model again, and keep the one that is served now away until it is released. */
export function rollback(options: RollbackOptions, context: CommandContext): Promise<CommandResult> {
  const { generation, reason } = options;
  return withStage(options, context, async ({ config, ports }) =>
    served(
      await rollbackStage(
        config,
        {
          destination: ports.destination,
          ...(generation === undefined ? {} : { generation }),
          ...(reason === undefined ? {} : { reason }),
        },
        ports,
      ),
    ),
  );
}
