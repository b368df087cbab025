export interface BuiltImage {
  /** `<repository>@sha256:<hex>` */
  readonly reference: string;
  readonly unchanged: boolean;
  /** For people: what is in it, e.g. `12 files, Python 3.11.7, 31 locked packages`. */
  readonly summary: string;
  /** Of a container image: what its registry holds. */
  readonly container?: ContainerImage;
}

/** A container image as its registry answered when it was asked last. */
export interface ContainerImage {
  readonly registry: string;
  readonly repository: string;
  /** The first of the tags that were asked for, else the one of the content key. */
  readonly tag: string;
  /** sha256 hex of everything the image is made of. */
  readonly contentKey: string;
  /** Compressed bytes of configuration and layers. */
  readonly sizeBytes: number;
  readonly layers: number;
  readonly mediaType: string;
  /** e.g. `linux/amd64` */
  readonly platform: string;
  /** 0 when nothing was pushed. */
  readonly pushAttempts: number;
}

export interface ImageRequest {
  readonly model: string;
  readonly context: string;
  readonly requirements?: string;
  /** Relative to `context`. What makes no container needs none. */
  readonly dockerfile?: string;
  /** Paths relative to mlops.yml, as `context` is, that must never enter the image, e.g. the declared data. */
  readonly exclude: readonly string[];
  /** Path in the image → file that takes its place there, relative to mlops.yml; for process images only. */
  readonly replace?: Readonly<Record<string, string>>;
  /** How a container image is made, where that differs from what a stage needs. */
  readonly container?: ContainerOptions;
}

export interface ContainerOptions {
  /** The model's name in lower case when absent. */
  readonly repository?: string;
  /** Stage of the Dockerfile; the last one when absent. */
  readonly target?: string;
  /** `linux/amd64` when absent. */
  readonly platform?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  /** Beside the tag of the content key. */
  readonly tags?: readonly string[];
  /** `generic` accepts every media type; SageMaker, the default, only one image of Docker's own type. */
  readonly for?: 'sagemaker' | 'generic';
  /** Whether a missing repository may be made. */
  readonly createRepository?: boolean;
  /** Build although the registry has an image of the same content. */
  readonly force?: boolean;
}

export interface Images {
  build(request: ImageRequest): Promise<BuiltImage>;
  /** The full reference of a `sha256:…` digest in a repository of the destination. */
  reference(repository: string, digest: string): Promise<string>;
}
