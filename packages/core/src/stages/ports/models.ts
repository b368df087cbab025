export interface ModelPackage {
  readonly group: string;
  readonly version: number;
  readonly arn: string;
  readonly approval: 'Approved' | 'PendingManualApproval' | 'Rejected';
  readonly image: string;
  readonly modelUri: string;
  /** CustomerMetadataProperties: model digest, gate id, spec, job … */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface NewModelPackage {
  readonly group: string;
  readonly description: string;
  readonly approval: 'Approved' | 'PendingManualApproval';
  readonly image: string;
  readonly modelUri: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly token: string;
  readonly instanceTypes: readonly string[];
  /** What the registry shows as the version's quality: an object with the statistics of SageMaker's model quality. */
  readonly qualityUri?: string;
}

/** The model registry. */
export interface Models {
  /** Newest first; an absent group is an empty list. */
  list(group: string): Promise<readonly ModelPackage[]>;
  register(pkg: NewModelPackage): Promise<void>;
  approve(arn: string, reason: string): Promise<void>;
}
