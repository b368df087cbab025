import { type ActionContext, readConfig } from '@mlops-actions/action-kit';
import { type ConnectedPorts, createPorts } from '@mlops-actions/adapters';
import type { MlopsConfig } from '@mlops-actions/core';
import type { TrainInputs } from './inputs.ts';

/** The config and the ports of its destination, closed when the action ends. */
export async function connect(
  inputs: TrainInputs,
  context: ActionContext,
): Promise<{ config: MlopsConfig; ports: ConnectedPorts }> {
  const { config, root } = await readConfig(inputs, context);
  const { home, progress, signal, run } = context;
  const ports = await createPorts({ config, root, home, progress, signal, run, caller: import.meta.url });
  context.onEnd(() => ports.close());
  return { config, ports };
}
