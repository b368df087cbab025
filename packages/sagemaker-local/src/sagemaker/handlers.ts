import type { Handlers } from '../contracts.ts';
import { endpointConfigHandlers } from './endpoint-configs.ts';
import { modelPackageGroupHandlers } from './model-package-groups.ts';
import { modelPackageHandlers } from './model-packages.ts';
import { modelHandlers } from './models.ts';
import type { SagemakerState } from './state.ts';
import { tagHandlers } from './tags.ts';

/** The operations that keep records and run nothing; jobs and endpoints come from the engine. */
export function recordHandlers(state: SagemakerState): Handlers {
  return {
    ...modelHandlers(state),
    ...endpointConfigHandlers(state),
    ...modelPackageGroupHandlers(state),
    ...modelPackageHandlers(state),
    ...tagHandlers(state),
  };
}
