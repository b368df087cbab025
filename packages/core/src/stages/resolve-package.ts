import type { MlopsConfig } from '../config/types.ts';
import { MlopsError } from '../domain/errors.ts';
import { judgedPackages, MODEL_DIGEST } from './champion.ts';
import type { ModelPackage, Ports } from './ports.ts';

/**
 * The version to deploy: the one asked for, else the newest that may be deployed. With `approval: environment` the approval of
 * the environment this run passed is the approval, so a pending version is approved here; with `manual` it is refused.
 * Throws MODEL_NOT_FOUND, MODEL_NOT_APPROVED.
 */
export async function resolvePackage(
  config: MlopsConfig,
  version: number | undefined,
  ports: Ports,
): Promise<ModelPackage> {
  const group = config.model;
  ports.progress({ type: 'started', step: 'resolve', text: `looking up ${group} in the registry` });
  const packages = await judgedPackages(group, ports);
  const pkg =
    version === undefined
      ? newestDeployable(config, packages)
      : packages.find((candidate) => candidate.version === version);
  if (pkg === undefined)
    throw new MlopsError('MODEL_NOT_FOUND', {
      group,
      wanted: version === undefined ? 'version' : `version ${version}`,
    });
  await approve(config, pkg, ports);
  ports.progress({
    type: 'finished',
    step: 'resolve',
    text: `${group} version ${pkg.version}, model sha256:${pkg.metadata[MODEL_DIGEST] ?? ''}`,
  });
  return pkg;
}

function newestDeployable(config: MlopsConfig, packages: readonly ModelPackage[]): ModelPackage | undefined {
  if (config.register.approval === 'environment') return packages.find((pkg) => pkg.approval !== 'Rejected');
  return (
    packages.find((pkg) => pkg.approval === 'Approved') ??
    packages.find((pkg) => pkg.approval === 'PendingManualApproval')
  );
}

async function approve(config: MlopsConfig, pkg: ModelPackage, ports: Ports): Promise<void> {
  if (pkg.approval === 'Approved') return;
  if (pkg.approval === 'Rejected' || config.register.approval === 'manual') {
    throw new MlopsError('MODEL_NOT_APPROVED', { group: pkg.group, version: pkg.version, approval: pkg.approval });
  }
  await ports.models.approve(pkg.arn, 'Approved by the deployment to its environment');
}
