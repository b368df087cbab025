import { judgeDataStage, terminalData } from '@mlops-actions/core';
import type { CommandContext, CommandResult } from '../command.ts';
import { type StageOptions, withStage } from '../session.ts';

export interface DataOptions extends StageOptions {
  readonly suggest?: boolean;
  readonly drift: 'warn' | 'block';
}

/** Drift is told apart from data that cannot be used, so that a script may go on with it. */
const DRIFTED = 4;

/** `mlops data`: checks and stores the data, trains nothing. Exit code 1 for invalid data, 4 for drift that blocks. */
export function data(options: DataOptions, context: CommandContext): Promise<CommandResult> {
  return withStage(options, context, async ({ config, ports }) => {
    const { suggest = false, drift } = options;
    const judged = await judgeDataStage(config, { suggest, drift }, ports);
    const { outcome, findings, findingsFile, suggestion, failure } = judged;
    const { channels, heldOut, profileFile } = judged.data ?? {};
    return {
      document: {
        outcome,
        findings,
        findingsFile,
        channels,
        heldOut,
        profileFile,
        suggestion,
        ...(failure === undefined ? {} : { error: failure.code }),
      },
      text: terminalData(config.model, judged),
      exitCode: failure === undefined ? 0 : outcome === 'drifted' ? DRIFTED : 1,
    };
  });
}
