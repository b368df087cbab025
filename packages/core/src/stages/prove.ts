import { MlopsError } from '../domain/errors.ts';
import { imageDigest } from '../domain/job-spec.ts';
import { digestInUri } from './champion.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Ports } from './ports.ts';
import type { Proof } from './results.ts';
import { nameOf } from './serve-plan.ts';

/**
 * Shows by identity that the endpoint serves what a generation stands for: its config is ours, its deployed image has our digest,
 * its model object points at our archive. (The fourth fact is the smoke test.) Throws PROOF_FAILED with every fact that is wrong.
 */
export async function prove(entry: LedgerEntry, ports: Ports): Promise<Proof> {
  const { endpoint } = entry;
  ports.progress({ type: 'started', step: 'prove', text: `proving what ${endpoint} serves` });
  const state = await ports.endpoints.observe(endpoint);
  const found = await ports.endpoints.generation(state?.configName ?? '');
  const configName = nameOf(entry);
  const resolvedImage = state?.resolvedImages[0] ?? 'none';
  const modelUri = found?.modelUri ?? 'none';
  const facts = [
    ...(state?.status === 'InService' ? [] : [`status is ${state?.status ?? 'absent'}, expected InService`]),
    ...(state?.configName === configName ? [] : [`config is ${state?.configName ?? 'absent'}, expected ${configName}`]),
    ...(imageDigest(resolvedImage) === imageDigest(entry.image)
      ? []
      : [`image is ${resolvedImage}, expected ${entry.image}`]),
    ...(digestInUri(modelUri) === entry.modelDigest
      ? []
      : [`model is ${modelUri}, expected sha256-${entry.modelDigest}`]),
  ];
  if (facts.length > 0) throw new MlopsError('PROOF_FAILED', { endpoint, facts });
  ports.progress({
    type: 'finished',
    step: 'prove',
    text: `config ${configName}, image ${imageDigest(resolvedImage)}, model sha256:${entry.modelDigest}`,
  });
  return { configName, resolvedImage, modelUri };
}
