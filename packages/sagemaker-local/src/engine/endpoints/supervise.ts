import { rm } from 'node:fs/promises';
import type { Container } from '../run/container.ts';
import { reached } from '../run/reached.ts';
import type { Services } from '../services.ts';
import type { Health } from './health.ts';

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

/** A container that has been started and asked for its health. */
export interface Launched {
  readonly container: Container;
  readonly port: number;
  readonly health: Health;
}

/** How an instance is started again, where it says so, and what is removed at its end. */
export interface Recipe {
  readonly launch: () => Promise<Launched>;
  readonly report: (text: string) => void;
  readonly runDir: string;
}

/** SageMaker gives a serving container 30 seconds between SIGTERM and SIGKILL. */
const stopGraceSeconds = 30;
const longestBackoffSeconds = 30;

/** Keeps an instance running that has come up. */
export function supervise(services: Services, first: Launched, recipe: Recipe): Instance {
  const retired = new AbortController();
  const over = AbortSignal.any([retired.signal, services.closing.signal]);
  let current: Launched | undefined = first;
  let inFlight = 0;
  let drained: (() => void) | undefined;

  const keepAlive = async () => {
    while (current !== undefined) {
      const { code } = await current.container.exited;
      current = undefined;
      if (!over.aborted) recipe.report(`The container ended with exit code ${code}; it is started again.`);
      current = await restart(services, recipe, over);
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
      await rm(recipe.runDir, { recursive: true, force: true });
    },
  };
}

/** Starts the container until it is healthy, ever more slowly. Undefined once the instance is not wanted any more. */
async function restart(
  services: Services,
  { launch, report }: Recipe,
  over: AbortSignal,
): Promise<Launched | undefined> {
  for (let failures = 0; await backoff(services, failures, over); failures += 1) {
    const launched = await launch().catch(({ message }: Error) => {
      report(`The container could not be started again: ${message}`);
      return undefined;
    });
    if (launched?.health.healthy && !over.aborted) return launched;
    await launched?.container.stop(stopGraceSeconds);
  }
  return undefined;
}

/** Waits before the next start: half a second, doubled with every failure. False when the instance has been retired. */
function backoff(services: Services, failures: number, over: AbortSignal): Promise<boolean> {
  return reached(services.clock, Math.min(0.5 * 2 ** failures, longestBackoffSeconds), over);
}
