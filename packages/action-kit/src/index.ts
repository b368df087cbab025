export type { ActionDefinition, ActionResult } from './definition.ts';
export { booleanInput } from './inputs.ts';
export { PLACE_PATHS, placeInputs } from './place-inputs.ts';
export { type PartsRequest, readConfig, readParts } from './read-config.ts';
export { type Run, runAction } from './run-action.ts';
export { runPost, type Undo } from './run-post.ts';
export { Secret } from './secret.ts';
export type { ActionContext } from './session.ts';
export { isPost, type SavedResource } from './state.ts';
