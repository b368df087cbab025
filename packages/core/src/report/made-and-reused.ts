import type { TrainResult } from '../stages/results.ts';

/** One thing the stage needed: made by this run, or found unchanged from an earlier one. */
export interface Work {
  readonly what: 'image' | 'training job' | 'model package';
  readonly made: boolean;
  readonly name: string;
  readonly detail: string;
}

/** What a run cost: everything that is not made was reused because nothing it is made of had changed. */
export function madeAndReused({ image, training, package: pkg }: TrainResult): readonly Work[] {
  const seconds = training.seconds === undefined ? '' : `${training.seconds} s`;
  const work: readonly Work[] = [
    { what: 'image', made: !image.unchanged, name: image.reference, detail: image.summary },
    { what: 'training job', made: !training.adopted, name: training.name, detail: seconds },
  ];
  if (pkg === undefined) return work;
  const name = `${pkg.group} version ${pkg.version}`;
  return [...work, { what: 'model package', made: !pkg.adopted, name, detail: pkg.approval }];
}
