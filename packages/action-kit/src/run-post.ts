import type { ActionDefinition } from './definition.ts';
import { readInputs } from './inputs.ts';
import { type ActionContext, openSession, type Session } from './session.ts';
import { type SavedResource, unfinishedResources } from './state.ts';

/** Undoes what main left behind and returns a sentence per resource. Called with at least one; it must be safe to call twice. */
export type Undo<Inputs> = (
  resources: readonly SavedResource[],
  inputs: Inputs,
  context: ActionContext,
) => Promise<readonly string[]>;

/**
 * The post step of an action: nothing to do when main never ran, started nothing or ended well; otherwise `undo`, and its
 * sentences in the log. A failure to undo fails the step, because something may still be running.
 */
export async function runPost<Inputs>(definition: ActionDefinition<Inputs>, undo: Undo<Inputs>): Promise<void> {
  const session = openSession(() => undefined);
  await session.end(await conclude(session, definition, undo));
}

async function conclude<Inputs>(
  session: Session,
  definition: ActionDefinition<Inputs>,
  undo: Undo<Inputs>,
): Promise<number> {
  try {
    const sentences = await undoneBy(session, definition, undo);
    for (const sentence of sentences) session.fence.print(sentence);
    session.fence.close();
    return 0;
  } catch (error) {
    session.fail(error);
    return 1;
  }
}

async function undoneBy<Inputs>(
  session: Session,
  definition: ActionDefinition<Inputs>,
  undo: Undo<Inputs>,
): Promise<readonly string[]> {
  const resources = unfinishedResources();
  if (resources.length === 0) return ['Nothing was left to clean up.'];
  return session.work(() => undo(resources, readInputs(definition), session.context));
}
