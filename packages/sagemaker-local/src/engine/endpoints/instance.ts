import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PreparedImage } from '../images/index.ts';
import { startProgram } from '../jobs/job-program.ts';
import type { Container } from '../run/container.ts';
import { reached } from '../run/reached.ts';
import type { Services } from '../services.ts';
import { DeployError } from './deploy-error.ts';
import { freePort } from './free-port.ts';
import { awaitHealthy, type Health } from './health.ts';
import { provideModelData } from './model-data.ts';
import type { FleetPlan, VariantPlan } from './plan.ts';

/** One serving process, started again whenever it dies, until it is retired. */
export interface Instance {
  /** The port to send to now, undefined while it is being started again. */
  readonly port: number | undefined;
  readonly inFlight: number;
  /** Counts a request in; the result counts it out again. */
  enter(): () => void;
  /** Waits for its requests to end, then stops the process and removes its files. */
  retire(): Promise<void>;
}

/** SageMaker gives a serving container 30 seconds between SIGTERM and SIGKILL. */
const stopGraceSeconds = 30;
const longestBackoffSeconds = 30;

/** Starts an instance and waits until it is healthy. Throws {@link DeployError} with SageMaker's words otherwise. */
export async function startInstance(
  services: Services,
  plan: FleetPlan,
  variant: VariantPlan,
  image: PreparedImage,
): Promise<Instance> {
  const id = `i-${randomBytes(8).toString('hex')}`;
  const runDir = join(services.workDir, 'runs', 'endpoints', plan.endpointName, id);
  const log = { group: `/aws/sagemaker/Endpoints/${plan.endpointName}`, stream: `${variant.name}/${id}` };
  const launch = () => launchContainer(services, plan, variant, image, runDir, log);
  const report = ({ message }: Error) => {
    services.logs.append(log.group, log.stream, `could not be started again: ${message}`, services.clock.now());
    return undefined;
  };
  try {
    await provideModelData(services.objects, variant.modelData, join(runDir, 'ml', 'model'));
    const first = await launch();
    if (first.health.healthy) return supervise(services, first, launch, report, runDir);
    throw new DeployError(
      `The primary container for production variant ${variant.name} did not pass the ping health check. ` +
        `${first.health.why} Please check CloudWatch logs for this endpoint.`,
    );
  } catch (error) {
    await rm(runDir, { recursive: true, force: true });
    throw error;
  }
}

interface Launched {
  readonly container: Container;
  readonly port: number;
  readonly health: Health;
}

async function launchContainer(
  services: Services,
  plan: FleetPlan,
  variant: VariantPlan,
  image: PreparedImage,
  runDir: string,
  log: { readonly group: string; readonly stream: string },
): Promise<Launched> {
  const port = await freePort();
  const container = startProgram(services, {
    image,
    defaultArguments: ['serve'],
    privateDir: runDir,
    baseDir: join(runDir, 'ml'),
    region: plan.region,
    env: { SAGEMAKER_BIND_TO_PORT: String(port), ...variant.environment },
    log,
  });
  const health = await awaitHealthy(container, port, variant.startupTimeoutSeconds, services.clock);
  if (!health.healthy) await container.stop(0);
  return { container, port, health };
}

function supervise(
  services: Services,
  first: Launched,
  launch: () => Promise<Launched>,
  report: (error: Error) => undefined,
  runDir: string,
): Instance {
  const retired = new AbortController();
  const over = AbortSignal.any([retired.signal, services.closing.signal]);
  let current: Launched | undefined = first;
  let inFlight = 0;
  let drained: (() => void) | undefined;

  const keepAlive = async () => {
    while (current !== undefined) {
      await current.container.exited;
      current = undefined;
      current = await restart(services, launch, report, over);
    }
  };
  const supervised = keepAlive();

  return {
    get port() {
      return current?.port;
    },
    get inFlight() {
      return inFlight;
    },
    enter() {
      inFlight += 1;
      return () => {
        inFlight -= 1;
        if (inFlight === 0) drained?.();
      };
    },
    async retire() {
      // No request comes in any more: the fleet has been taken off the route before.
      await new Promise<void>((resolve) => {
        if (inFlight === 0) resolve();
        else drained = resolve;
      });
      retired.abort();
      await current?.container.stop(stopGraceSeconds);
      await supervised;
      await rm(runDir, { recursive: true, force: true });
    },
  };
}

/** Starts the container until it is healthy, ever more slowly. Undefined once the instance is not wanted any more. */
async function restart(
  services: Services,
  launch: () => Promise<Launched>,
  report: (error: Error) => undefined,
  over: AbortSignal,
): Promise<Launched | undefined> {
  for (let failures = 0; await backoff(services, failures, over); failures += 1) {
    const launched = await launch().catch(report);
    if (launched?.health.healthy && !over.aborted) return launched;
    await launched?.container.stop(stopGraceSeconds);
  }
  return undefined;
}

/** Waits before the next start: half a second, doubled with every failure. False when the instance has been retired. */
function backoff(services: Services, failures: number, over: AbortSignal): Promise<boolean> {
  return reached(services.clock, Math.min(0.5 * 2 ** failures, longestBackoffSeconds), over);
}
