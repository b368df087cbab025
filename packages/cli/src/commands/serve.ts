import { serveStage, serveSummary, terminalServe } from '@mlops-actions/core';
import type { CommandContext, CommandResult } from '../command.ts';
import { keepSummary } from '../keep-summary.ts';
import { type StageOptions, withStage } from '../session.ts';

export interface ServeOptions extends StageOptions {
  /** Version of the model package; the newest deployable one when absent. */
  readonly modelVersion?: number;
}

/** `mlops serve`: deploy a registered model, prove that it is the one that answers, and ask it. */
export function serve(options: ServeOptions, context: CommandContext): Promise<CommandResult> {
  return withStage(options, context, async ({ config, ports }) => {
    const version = options.modelVersion === undefined ? {} : { version: options.modelVersion };
    const result = await serveStage(config, { destination: ports.destination, ...version }, ports);
    const summary = await keepSummary(result.records.ledger, serveSummary(result));
    return {
      document: { ...result, summary },
      text: `${terminalServe(result)}\n\nThe same as Markdown: ${summary}`,
      exitCode: 0,
    };
  });
}
