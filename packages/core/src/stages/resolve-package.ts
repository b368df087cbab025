import type { ConfigParts } from '../config/parts.ts';
import { MlopsError } from '../domain/errors.ts';
import { judgedPackages, MODEL_DIGEST, outOfQuarantine } from './champion.ts';
import type { ModelPackage, Ports } from './ports.ts';
import { type Quarantined, readQuarantine, refuseQuarantined } from './quarantine.ts';

type ResolveConfig = ConfigParts<'register' | 'serve'>;

/**
 * The version to deploy: the one asked for, else the newest that may be deployed and is not in quarantine. With
 * `approval: environment` the approval of the environment this run passed is the approval, so a pending version is approved here;
 * with `manual` it is refused. Throws MODEL_NOT_FOUND, MODEL_NOT_APPROVED, MODEL_QUARANTINED.
 */
export async function resolvePackage(
  config: ResolveConfig,
  version: number | undefined,
  ports: Ports,
): Promise<ModelPackage> {
  ports.progress({ type: 'started', step: 'resolve', text: `looking up ${config.model} in the registry` });
  const quarantine = await readQuarantine(config.serve.endpoint, ports);
  const pkg = choosePackage(config, version, quarantine, await judgedPackages(config.model, ports));
  refuseQuarantined(config.serve.endpoint, asServed(pkg), quarantine);
  const refusal = refusedApproval(config, pkg);
  if (refusal !== undefined) throw refusal;
  if (pkg.approval !== 'Approved') await ports.models.approve(pkg.arn, 'Approved by the deployment to its environment');
  ports.progress({
    type: 'finished',
    step: 'resolve',
    text: `${pkg.group} version ${pkg.version}, model sha256:${pkg.metadata[MODEL_DIGEST] ?? ''}`,
  });
  return pkg;
}

/** The version that a deploy is about, whether it may be deployed or not. Throws MODEL_NOT_FOUND. */
export function choosePackage(
  config: ResolveConfig,
  version: number | undefined,
  quarantine: readonly Quarantined[],
  packages: readonly ModelPackage[],
): ModelPackage {
  const found =
    version === undefined
      ? newestDeployable(config, quarantine, packages)
      : packages.find((candidate) => candidate.version === version);
  if (found !== undefined) return found;
  const wanted = version === undefined ? 'version' : `version ${version}`;
  throw new MlopsError('MODEL_NOT_FOUND', { group: config.model, wanted });
}

/** MODEL_NOT_APPROVED when nobody has approved the version and this run is no approval. */
export function refusedApproval({ register }: ResolveConfig, pkg: ModelPackage): MlopsError | undefined {
  if (pkg.approval === 'Approved') return undefined;
  if (pkg.approval !== 'Rejected' && register.approval !== 'manual') return undefined;
  return new MlopsError('MODEL_NOT_APPROVED', { group: pkg.group, version: pkg.version, approval: pkg.approval });
}

/** A package in the words of the ledger. */
export const asServed = ({ group, version, image, metadata }: ModelPackage) => ({
  model: group,
  packageVersion: version,
  modelDigest: metadata[MODEL_DIGEST] ?? '',
  image,
});

/** When every version is in quarantine, the newest all the same: whoever asks for it is told why not. */
function newestDeployable(
  { register }: ResolveConfig,
  quarantine: readonly Quarantined[],
  packages: readonly ModelPackage[],
): ModelPackage | undefined {
  const newest = (among: readonly ModelPackage[]) =>
    register.approval === 'environment'
      ? among.find((pkg) => pkg.approval !== 'Rejected')
      : (among.find((pkg) => pkg.approval === 'Approved') ??
        among.find((pkg) => pkg.approval === 'PendingManualApproval'));
  return newest(outOfQuarantine(packages, quarantine)) ?? newest(packages);
}
