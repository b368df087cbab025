import { getState, saveState } from '@actions/core';
import type { JobKind, Progress } from '@mlops-actions/core';

/** Something a run started at the destination and that a cancelled run must not leave behind. */
export interface SavedResource {
  readonly kind: JobKind;
  readonly name: string;
}

const POST = 'mlops-post';
const RESOURCES = 'mlops-resources';
const FINISHED = 'mlops-finished';

/** True in the post step: one bundle serves as `main` and as `post`. */
export const isPost = (): boolean => getState(POST) === 'true';

export const markMain = (): void => saveState(POST, 'true');

/** The work is done: the post step has nothing to undo. */
export const markFinished = (): void => saveState(FINISHED, 'true');

/**
 * Writes every `resource` event to the state file before the call that creates it is made: the post step reads it even when
 * this process was killed. What was `left` running on purpose is taken out again.
 */
export function createResourceMemory(): Progress {
  let resources: readonly SavedResource[] = [];
  return (event) => {
    if (event.type !== 'resource' && event.type !== 'left') return;
    const { kind, name } = event;
    const others = resources.filter((one) => one.kind !== kind || one.name !== name);
    resources = event.type === 'left' ? others : [...others, { kind, name }];
    saveState(RESOURCES, JSON.stringify(resources));
  };
}

/** What main started and did not finish; empty when main never ran, started nothing or ended well. */
export function unfinishedResources(): readonly SavedResource[] {
  const saved = getState(RESOURCES);
  return saved === '' || getState(FINISHED) === 'true' ? [] : (JSON.parse(saved) as SavedResource[]);
}
