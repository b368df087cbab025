export { iamActions } from './aws/iam-actions.ts';
export { connect, type Loaded, type StepContext } from './connect.ts';
export { type ConnectedPorts, createPorts, defaultCache, type PortOptions, type StopOutcome } from './create-ports.ts';
export type { RegistryLogin } from './docker/registry-access.ts';
export { type RegistryPlace, registryImages } from './docker/registry-images.ts';
export { gitHistory } from './git/history.ts';
export { type LocalCommand, type LocalConnection, type LocalServer, localServer } from './local/sagemaker-local.ts';
export { systemClock } from './node/clock.ts';
export { stopJobs } from './stop-jobs.ts';
