import { judgeDataStage, terminalData } from '@mlops-actions/core';
import type { CommandContext, CommandResult } from '../command.ts';
import { type StageOptions, withStage } from '../session.ts';

export interface DataOptions extends StageOptions {
  readonly suggest?: boolean;
  readonly drift: 'warn' | 'block';
}

/** Told apart from each other and from an error (1), so that a script may go on with drift and repair data. */
const EXIT_CODES = { valid: 0, invalid: 3, drifted: 4 } as const;

/** `mlops data`: checks and stores the data, trains nothing. Exit code 3 for invalid data, 4 for drift that blocks. */
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
      exitCode: failure === undefined ? 0 : EXIT_CODES[outcome],
    };
  });
}
