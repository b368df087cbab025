import type { MlopsConfig } from '@mlops-actions/core';
import { type ConnectedPorts, createPorts, type PortOptions } from './create-ports.ts';

/** What a running step offers: an action's context, or a stand-in for it. */
export interface StepContext extends Pick<PortOptions, 'home' | 'progress' | 'signal' | 'run'> {
  onEnd(free: () => Promise<void>): void;
}

export interface Loaded {
  readonly config: Pick<MlopsConfig, 'environment' | 'registry'>;
  /** Folder that the paths of the config are relative to. */
  readonly root: string;
}

/**
 * The ports of the config's destination, closed when the step ends. `caller` is the `import.meta.url` of the running program.
 * Throws what {@link createPorts} throws.
 */
export async function connect(loaded: Loaded, context: StepContext, caller: string): Promise<ConnectedPorts> {
  const { home, progress, signal, run } = context;
  const ports = await createPorts({ ...loaded, home, progress, signal, run, caller });
  context.onEnd(() => ports.close());
  return ports;
}
