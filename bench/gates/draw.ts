import type { Evidence } from '../../packages/evaluation/src/index.ts';
import { normalQuantile } from '../../packages/evaluation/src/statistics/normal.ts';
import type { Random } from '../../packages/evaluation/src/statistics/random.ts';

type BinaryEvidence = Extract<Evidence, { readonly task: 'binary' }>;

/** Both models' answers on one held-out set. */
export interface Draw {
  readonly candidate: BinaryEvidence;
  readonly champion: BinaryEvidence;
}

const POSITIVE_SHARE = 0.2;
const CHAMPION_AUC = 0.82;

/** Of the two models' scores within a class; makes the paired error about half of the unpaired one, as for real model versions. */
const CORRELATION = 0.77;

/**
 * A held-out set of `rows`, 20 % positives. Scores are normal in both classes, so the distance of the class means sets the AUC:
 * Φ(distance / √2). The candidate's true AUC is the champion's less `drop`.
 */
export function drawModels(next: Random, rows: number, drop: number): Draw {
  const normal = normals(next);
  const truth = Uint8Array.from({ length: rows }, (_, i) => Number(i < rows * POSITIVE_SHARE));
  const [champion, candidate] = [new Float64Array(rows), new Float64Array(rows)];
  const [championStep, candidateStep] = [distanceFor(CHAMPION_AUC), distanceFor(CHAMPION_AUC - drop)];
  for (let i = 0; i < rows; i += 1) {
    const shared = Math.sqrt(CORRELATION) * normal();
    const own = Math.sqrt(1 - CORRELATION);
    champion[i] = probability(championStep * (truth[i] ?? 0) + shared + own * normal());
    candidate[i] = probability(candidateStep * (truth[i] ?? 0) + shared + own * normal());
  }
  return { candidate: evidenceOf(truth, candidate), champion: evidenceOf(truth, champion) };
}

const distanceFor = (auc: number): number => Math.SQRT2 * normalQuantile(auc);
const probability = (score: number): number => 1 / (1 + Math.exp(-score));

const evidenceOf = (truth: Uint8Array, score: Float64Array): BinaryEvidence => ({
  task: 'binary',
  classes: ['0', '1'],
  truth,
  predicted: Uint8Array.from(score, (value) => Number(value >= 0.5)),
  score,
});

/** Standard normal numbers, two at a time: G. Box and M. Muller, Annals of Mathematical Statistics 29 (1958). */
function normals(next: Random): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
