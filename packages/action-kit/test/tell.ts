import { tmpdir } from 'node:os';
import { compiled } from '../../../test/bundles/compiled.ts';
import { runStep, type Step } from '../../../test/bundles/runner.ts';

/** Runs the action of `fixtures/story.ts` as a step of its own. */
export const tell = (step: Omit<Step, 'main' | 'workspace'> = {}) =>
  runStep({
    main: compiled('packages/action-kit/test/fixtures/story.js'),
    workspace: tmpdir(),
    ...step,
  });
