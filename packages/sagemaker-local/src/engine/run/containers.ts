import type { LocalClock } from '../../contracts.ts';
import { openChildren } from './children.ts';
import { type Container, type ContainerSpec, startContainer } from './container.ts';

/** Every program that the engine runs goes through here, so that closing leaves none. */
export interface Containers {
  start(spec: ContainerSpec): Container;
  /** Stops everything that runs and resolves when it has ended; nothing starts any more, `start` throws. */
  close(graceSeconds: number): Promise<void>;
  /** Kills what a server that died left running; returns how many process groups that were. */
  killLeftovers(): number;
}

/** `childrenFile` remembers the running children for the next server. */
export function openContainers(childrenFile: string, clock: LocalClock): Containers {
  const children = openChildren(childrenFile);
  const running = new Set<Container>();
  let closed = false;
  return {
    start(spec) {
      if (closed) throw new Error('the local server is closing');
      const container = startContainer(spec, children, clock);
      running.add(container);
      void container.exited.then(() => running.delete(container));
      return container;
    },
    async close(graceSeconds) {
      closed = true;
      await Promise.all([...running].map((container) => container.stop(graceSeconds)));
    },
    killLeftovers: () => children.killLeftovers(),
  };
}
