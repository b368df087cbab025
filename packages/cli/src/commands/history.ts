import { endpointHistory, terminalHistory } from '@mlops-actions/core';
import type { CommandContext, CommandResult } from '../command.ts';
import { type StageOptions, withStage } from '../session.ts';

/** `mlops history`: the generations of the endpoint and what is in quarantine, read from the ledger of its destination. */
export function history(options: StageOptions, context: CommandContext): Promise<CommandResult> {
  return withStage(options, context, async ({ config, ports }) => {
    const found = await endpointHistory(config.serve.endpoint, ports);
    return { document: found, text: terminalHistory(found), exitCode: 0 };
  });
}
