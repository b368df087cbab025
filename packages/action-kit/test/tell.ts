import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { runStep, type Step } from '../../../test/bundles/runner.ts';

/** Runs the action of `fixtures/story.ts` as a step of its own. */
export const tell = (step: Omit<Step, 'main' | 'workspace'> = {}) =>
  runStep({
    main: fileURLToPath(new URL('fixtures/story.ts', import.meta.url)),
    nodeArguments: ['--conditions=@mlops-actions/source'],
    workspace: tmpdir(),
    ...step,
  });
