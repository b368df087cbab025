/** One image to be built from a context on standard input. */
export interface BuildPlan {
  readonly reference: string;
  readonly dockerfile: string;
  readonly target?: string;
  readonly platform: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly for: 'sagemaker' | 'generic';
}

/** For the builder inside dockerd, which makes docker media types and knows no attestations. */
export const classicBuildArguments = (plan: BuildPlan): readonly string[] => [
  'build',
  ...common(plan),
  '--tag',
  plan.reference,
  '-',
];

/**
 * Builds and pushes in one go. An attestation would turn the image into an OCI index, which SageMaker does not run; the media
 * types are set beside, because builders of their own (docker-container) default to OCI.
 */
export const buildxArguments = (plan: BuildPlan, metadataFile: string): readonly string[] => [
  'buildx',
  'build',
  ...common(plan),
  '--provenance=false',
  '--sbom=false',
  '--progress=plain',
  '--metadata-file',
  metadataFile,
  '--output',
  `type=image,name=${plan.reference},push=true${plan.for === 'sagemaker' ? ',oci-mediatypes=false' : ''}`,
  '-',
];

const common = ({ dockerfile, target, platform, buildArgs, labels }: BuildPlan): readonly string[] => [
  '--file',
  dockerfile,
  '--platform',
  platform,
  ...(target === undefined ? [] : ['--target', target]),
  ...pairs('--build-arg', buildArgs),
  ...pairs('--label', labels),
];

const pairs = (flag: string, values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => [flag, `${name}=${value}`]);
