import { setOutput } from '@actions/core';
import { errorSummary, renderError } from '@mlops-actions/core';
import { annotate } from './annotate.ts';
import type { ActionDefinition, ActionResult } from './definition.ts';
import { readInputs } from './inputs.ts';
import { type ActionContext, openSession, type Session } from './session.ts';
import { createResourceMemory, markFinished, markMain } from './state.ts';
import { writeSummary } from './summary.ts';

/** The work of an action: inputs in, a result out. It reads no environment, prints nothing and catches nothing. */
export type Run<Inputs, Output extends string> = (
  inputs: Inputs,
  context: ActionContext,
) => Promise<ActionResult<Output>>;

/**
 * Runs an action as the process it is: inputs, signals, log, outputs, summary, failure and exit code. Outputs and summary are
 * written before a `failure` fails the step. Exit code 0 or 1, or 130 and 143 after a signal.
 */
export async function runAction<Inputs, Output extends string>(
  definition: ActionDefinition<Inputs, Output>,
  run: Run<Inputs, Output>,
): Promise<void> {
  const session = openSession(createResourceMemory());
  await session.end(await conclude(session, () => perform(session, definition, run)));
}

async function perform<Inputs, Output extends string>(
  session: Session,
  definition: ActionDefinition<Inputs, Output>,
  run: Run<Inputs, Output>,
): Promise<number> {
  markMain();
  const inputs = readInputs(definition);
  const result = await session.work(() => run(inputs, session.context));
  for (const name of definition.outputs) setOutput(name, result.outputs[name] ?? '');
  await writeSummary(result.summary);
  annotate(result.annotations ?? []);
  markFinished();
  if (result.failure === undefined) return 0;
  session.fail(result.failure);
  return 1;
}

async function conclude(session: Session, action: () => Promise<number>): Promise<number> {
  try {
    return await action();
  } catch (error) {
    session.fail(error);
    await writeSummary(errorSummary(renderError(error, session.context.docsBase)));
    return 1;
  }
}
