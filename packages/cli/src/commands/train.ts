import { terminalTrain, trainStage, trainSummary } from '@mlops-actions/core';
import type { CommandContext, CommandResult } from '../command.ts';
import { keepSummary } from '../keep-summary.ts';
import { type StageOptions, withStage } from '../session.ts';

export interface TrainOptions extends StageOptions {
  readonly rerun?: 'train' | 'validate' | 'all';
}

/** `mlops train`: data, image, training, validation and registration. Exit code 1 when a gate said no. */
export function train(options: TrainOptions, context: CommandContext): Promise<CommandResult> {
  return withStage(options, context, async ({ config, ports }) => {
    const rerun = options.rerun === undefined ? {} : { rerun: options.rerun };
    const result = await trainStage(config, { destination: ports.destination, ...rerun }, ports);
    const summary = await keepSummary(result.records.gate, trainSummary(result));
    // The report has a file of its own, which the records name; it would bury everything else.
    const { report: _report, ...told } = result;
    return {
      document: { ...told, summary },
      text: `${terminalTrain(result)}\n\nThe same as Markdown: ${summary}\nEverything as a page: ${result.records.html}`,
      exitCode: result.outcome === 'rejected' ? 1 : 0,
    };
  });
}
