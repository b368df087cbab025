import {
  type PlanResult,
  planServing,
  type ServeResult,
  servePlanSummary,
  serveStage,
  serveSummary,
  terminalServe,
  terminalServePlan,
} from '@mlops-actions/core';
import type { CommandContext, CommandResult } from '../command.ts';
import { keepSummary } from '../keep-summary.ts';
import { type StageOptions, withStage } from '../session.ts';

export interface ServeOptions extends StageOptions {
  /** Version of the model package; the newest deployable one when absent. */
  readonly modelVersion?: number;
  readonly plan?: boolean;
}

/** `mlops serve`: deploy a registered model, prove that it is the one that answers, and ask it; or only plan that. */
export function serve(options: ServeOptions, context: CommandContext): Promise<CommandResult> {
  return withStage(options, context, async ({ config, ports }) => {
    const version = options.modelVersion === undefined ? {} : { version: options.modelVersion };
    const wanted = { destination: ports.destination, ...version };
    if (options.plan === true) return planned(await planServing(config, wanted, ports));
    return served(await serveStage(config, wanted, ports));
  });
}

/** A deploy or a roll-back. */
export async function served(result: ServeResult): Promise<CommandResult> {
  const summary = await keepSummary(result.records.ledger, serveSummary(result));
  return {
    document: { ...result, summary },
    text: `${terminalServe(result)}\n\nThe same as Markdown: ${summary}`,
    exitCode: 0,
  };
}

async function planned(result: PlanResult): Promise<CommandResult> {
  const summary = await keepSummary(result.record, servePlanSummary(result));
  return {
    document: { ...result, summary },
    text: `${terminalServePlan(result)}\n\nThe same as Markdown: ${summary}`,
    exitCode: 0,
  };
}
