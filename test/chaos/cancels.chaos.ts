import { expect, it } from '@jest/globals';
import { type Scenario, scenario } from '../bundles/scenario.ts';
import { hasPost, ROUTES, type Route, type RouteStep, thingsOf } from './routes.ts';

/** A call at which the step stands still when it is cancelled. */
interface Moment {
  readonly route: Route;
  readonly moment: string;
  readonly operation: string;
  readonly phase: 'before' | 'after';
  readonly nth?: number;
}

const training = (route: Route): readonly Moment[] => [
  { route, moment: 'before its training job', operation: 'CreateTrainingJob', phase: 'before' },
  { route, moment: 'with a training job nobody told it of', operation: 'CreateTrainingJob', phase: 'after' },
  { route, moment: 'while it follows its training job', operation: 'DescribeTrainingJob', phase: 'after', nth: 3 },
];
const scoring = (route: Route): readonly Moment[] => [
  { route, moment: 'before its scoring job', operation: 'CreateProcessingJob', phase: 'before' },
  { route, moment: 'with a scoring job nobody told it of', operation: 'CreateProcessingJob', phase: 'after' },
  { route, moment: 'while it follows its scoring job', operation: 'DescribeProcessingJob', phase: 'after', nth: 3 },
];
const registering = (route: Route): readonly Moment[] => [
  { route, moment: 'while it copies the model', operation: 'CopyObject', phase: 'before' },
  { route, moment: 'before the package', operation: 'CreateModelPackage', phase: 'before' },
  { route, moment: 'with a package nobody told it of', operation: 'CreateModelPackage', phase: 'after' },
];
const deploying = (route: Route): readonly Moment[] => [
  { route, moment: 'with a generation claimed', operation: 'CreateModel', phase: 'before' },
  { route, moment: 'with a model object', operation: 'CreateModel', phase: 'after' },
  { route, moment: 'with an endpoint config', operation: 'CreateEndpointConfig', phase: 'after' },
];
const creating = (route: Route): readonly Moment[] => [
  ...deploying(route),
  { route, moment: 'before the endpoint', operation: 'CreateEndpoint', phase: 'before' },
  { route, moment: 'with an endpoint nobody told it of', operation: 'CreateEndpoint', phase: 'after' },
  { route, moment: 'while it smokes', operation: 'InvokeEndpoint', phase: 'before' },
];

const MOMENTS: readonly Moment[] = [
  { route: 'validate-data', moment: 'while it uploads', operation: 'PutObject', phase: 'before' },
  { route: 'build-push-image', moment: 'while it uploads', operation: 'PutObject', phase: 'before' },
  ...training('start-sagemaker-training'),
  ...scoring('validate-model'),
  ...registering('register-model'),
  ...creating('deploy-serving'),
  { route: 'train', moment: 'while it uploads', operation: 'PutObject', phase: 'before' },
  ...training('train'),
  ...scoring('train'),
  ...registering('train'),
  { route: 'serve', moment: 'with a claim nobody told it of', operation: 'PutObject', phase: 'after' },
  ...creating('serve'),
  { route: 'serve, a second model', moment: 'before the update', operation: 'UpdateEndpoint', phase: 'before' },
  { route: 'serve, a second model', moment: 'while it updates', operation: 'UpdateEndpoint', phase: 'after' },
  { route: 'serve, a second model', moment: 'while it smokes', operation: 'InvokeEndpoint', phase: 'before' },
];

/** The runner sends SIGINT, then SIGTERM, then SIGKILL; a machine that ends sends the last at once. */
const cells = MOMENTS.flatMap((moment, index) =>
  (['SIGINT', 'SIGTERM', 'SIGKILL'] as const)
    // The first two are one case in the code; each is met at every other moment.
    .filter((signal) => signal === 'SIGKILL' || (signal === 'SIGINT') === (index % 2 === 0))
    .map((signal) => ({ ...moment, signal })),
);

const EXIT = { SIGINT: 130, SIGTERM: 143, SIGKILL: null } as const;
const UNDONE =
  /Nothing was left to clean up\.|(was never started|(had ended|is being stopped) already|has been stopped)\./;

// A step mostly waits: several cells at once take a fraction of the time.
it.concurrent.each(cells)(
  '$route cancelled $moment by $signal: nothing goes on unsaid, and running it again makes one of each',
  async ({ route, operation, phase, nth = 1, signal }) => {
    await using world = scenario();
    const { steps, things } = ROUTES[route];
    const outputs = await go(world, steps.slice(0, -1));
    const { action, inputs: inputsOf } = steps.at(-1) as RouteStep;
    const inputs = inputsOf?.(outputs) ?? {};
    await world.control('POST', 'faults', [{ operation, phase, nth, kind: 'hold' }]);
    const cancelled = await world.step(action, {
      inputs,
      beside: async (kill) => {
        await world.held();
        kill(signal);
      },
    });
    await world.control('DELETE', 'faults');

    expect(cancelled.exitCode).toBe(EXIT[signal]);
    // Either it says that it was cancelled, or nothing was left to cancel and every output is there.
    if (signal !== 'SIGKILL')
      expect([...cancelled.annotations, cancelled.outputs['outcome'] ?? '']).toContainEqual(
        expect.stringMatching(/^(::error title=CANCELLED::.*|registered|deployed)$/s),
      );
    if (hasPost(action)) {
      const post = () => world.step(action, { inputs, state: cancelled.state });
      for (const end of [await post(), await post()])
        expect(end).toMatchObject({ exitCode: 0, annotations: [], log: expect.stringMatching(UNDONE) });
    }
    const again = await world.step(action, { inputs });
    expect({ exitCode: again.exitCode, log: again.exitCode === 0 ? '' : again.log }).toEqual({ exitCode: 0, log: '' });
    expect(await thingsOf(world)).toEqual(things);
    expect(await world.control('GET', 'violations')).toEqual([]);
  },
);

/** Runs steps one after the other and gathers their outputs. */
async function go(world: Scenario, steps: readonly RouteStep[]): Promise<Readonly<Record<string, string>>> {
  let outputs: Readonly<Record<string, string>> = {};
  for (const { action, inputs } of steps) {
    const step = await world.step(action, { inputs: inputs?.(outputs) ?? {} });
    if (step.exitCode !== 0) throw new Error(`${action} failed:\n${step.log}`);
    outputs = {
      ...outputs,
      ...Object.fromEntries(Object.entries(step.outputs).map(([k, v]) => [`${action}.${k}`, v])),
    };
  }
  return outputs;
}
