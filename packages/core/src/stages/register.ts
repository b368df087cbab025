import type { ConfigParts } from '../config/parts.ts';
import { digestOf } from '../domain/canonical.ts';
import { MlopsError } from '../domain/errors.ts';
import { imageDigest } from '../domain/job-spec.ts';
import { modelKey } from '../domain/names.ts';
import { isPackageOf, MODEL_DIGEST } from './champion.ts';
import { isTransient } from './converge.ts';
import type { ModelPackage, NewModelPackage, Ports } from './ports.ts';
import type { RegisteredPackage } from './results.ts';

/** ClientToken of CreateModelPackage: 1–36 characters. */
const TOKEN_LENGTH = 36;
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 500;

type RegisterConfig = ConfigParts<'register' | 'serve'>;

export interface Registration {
  readonly modelDigest: string;
  readonly artefactUri: string;
  readonly image: string;
  readonly gateId: string;
  readonly lineage: Readonly<Record<string, string>>;
  readonly qualityUri?: string;
}

/**
 * One package per model: a version that carries the digest is adopted. The archive is copied once to a name that is its
 * content. Versions cannot be tagged and the service numbers them, so on any doubt the group is listed, never created blindly.
 */
export async function register(
  config: RegisterConfig,
  candidate: Registration,
  ports: Ports,
): Promise<RegisteredPackage> {
  ports.progress({ type: 'started', step: 'register', text: `registering ${config.model}` });
  const known = await registered(config.model, candidate, ports);
  if (known !== undefined) {
    ports.progress({
      type: 'unchanged',
      step: 'register',
      name: `${config.model} version ${known.version}`,
      digest: candidate.modelDigest,
    });
    return told(known, true, ports);
  }
  const key = modelKey(candidate.modelDigest);
  if (!(await ports.objects.exists(ports.objects.uri(key)))) await ports.objects.copy(candidate.artefactUri, key);
  return told(await create(newPackage(config, candidate, ports.objects.uri(key)), candidate, ports), false, ports);
}

const registered = async (group: string, { modelDigest, image }: Registration, ports: Ports) =>
  (await ports.models.list(group)).find((pkg) => isPackageOf(pkg, modelDigest, image));

function newPackage(config: RegisterConfig, candidate: Registration, modelUri: string): NewModelPackage {
  return {
    group: config.model,
    description: `${config.model}, registered by mlops-actions`,
    approval: config.register.approval === 'automatic' ? 'Approved' : 'PendingManualApproval',
    image: candidate.image,
    modelUri,
    instanceTypes: [config.serve.instanceType],
    ...(candidate.qualityUri === undefined ? {} : { qualityUri: candidate.qualityUri }),
    metadata: { ...candidate.lineage, [MODEL_DIGEST]: candidate.modelDigest, 'gate-id': candidate.gateId },
    token: digestOf({
      model: candidate.modelDigest,
      image: imageDigest(candidate.image),
      gate: candidate.gateId,
    }).slice(0, TOKEN_LENGTH),
  };
}

async function create(pkg: NewModelPackage, candidate: Registration, ports: Ports): Promise<ModelPackage> {
  for (let tried = 1; ; tried += 1) {
    const failure = await attempt(() => ports.models.register(pkg));
    const found = await registered(pkg.group, candidate, ports);
    if (found !== undefined) return found;
    if (failure !== undefined && (!isTransient(failure.error) || tried === MAX_TRIES)) throw failure.error;
    if (tried === MAX_TRIES)
      throw new MlopsError('MODEL_NOT_FOUND', { group: pkg.group, wanted: 'version it has just taken' });
    await ports.clock.sleep(FIRST_PAUSE_MS * 2 ** (tried - 1), ports.signal);
  }
}

/** The failure is data here: the listing decides what it meant. */
async function attempt(act: () => Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return { error };
  }
}

function told(pkg: ModelPackage, adopted: boolean, ports: Ports): RegisteredPackage {
  ports.progress({ type: 'finished', step: 'register', text: `${pkg.group} version ${pkg.version}, ${pkg.approval}` });
  return { group: pkg.group, version: pkg.version, approval: pkg.approval, adopted };
}
