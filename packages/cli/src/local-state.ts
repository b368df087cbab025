/** What `sagemaker-local list` reads from disk: the records its Describe operations answer, no server needed. */
export interface LocalState {
  readonly trainingJobs: readonly JobRecord[];
  readonly processingJobs: readonly JobRecord[];
  readonly models: readonly ModelRecord[];
  readonly endpoints: readonly {
    readonly EndpointName: string;
    readonly EndpointStatus: string;
    readonly EndpointConfigName?: string;
  }[];
  readonly modelPackages: readonly PackageRecord[];
}

interface JobRecord {
  readonly TrainingJobName?: string;
  readonly TrainingJobStatus?: string;
  readonly ProcessingJobName?: string;
  readonly ProcessingJobStatus?: string;
}

interface ModelRecord {
  readonly ModelName: string;
  readonly PrimaryContainer?: { readonly Environment?: Readonly<Record<string, string>> };
}

interface PackageRecord {
  readonly ModelPackageGroupName: string;
  readonly ModelPackageVersion: number;
  readonly ModelApprovalStatus: string;
  readonly CustomerMetadataProperties?: Readonly<Record<string, string>>;
}

export interface LocalOverview {
  /** One per specification: the newest try, and how many there were. */
  readonly jobs: readonly {
    readonly kind: string;
    readonly name: string;
    readonly status: string;
    readonly tries: number;
  }[];
  readonly packages: readonly {
    readonly group: string;
    readonly version: number;
    readonly approval: string;
    readonly modelDigest?: string;
  }[];
  readonly endpoints: readonly {
    readonly name: string;
    readonly status: string;
    readonly generation?: number;
    readonly config?: string;
    readonly modelDigest?: string;
  }[];
}

/** The state in the words of mlops-actions: jobs by specification, package versions, endpoints with what they serve. */
export function overviewOf(state: LocalState, generationOf: (configName: string) => number | undefined): LocalOverview {
  return {
    jobs: newestTries([
      ...state.trainingJobs.map((job) => ({
        kind: 'training',
        name: job.TrainingJobName ?? '',
        status: job.TrainingJobStatus ?? '',
      })),
      ...state.processingJobs.map((job) => ({
        kind: 'processing',
        name: job.ProcessingJobName ?? '',
        status: job.ProcessingJobStatus ?? '',
      })),
    ]),
    packages: state.modelPackages.map((pkg) => ({
      group: pkg.ModelPackageGroupName,
      version: pkg.ModelPackageVersion,
      approval: pkg.ModelApprovalStatus,
      ...digest(pkg.CustomerMetadataProperties?.['model-digest']),
    })),
    endpoints: state.endpoints.map(({ EndpointName: name, EndpointStatus: status, EndpointConfigName: config }) => {
      const generation = config === undefined ? undefined : generationOf(config);
      const model = state.models.find(({ ModelName }) => ModelName === config);
      return {
        name,
        status,
        ...(config === undefined ? {} : { config }),
        ...(generation === undefined ? {} : { generation }),
        ...digest(model?.PrimaryContainer?.Environment?.['MLOPS_MODEL_DIGEST']),
      };
    }),
  };
}

type Try = Omit<LocalOverview['jobs'][number], 'tries'>;

/** Tries of one specification differ in their ordinal only: `churn-0123456789ab`, `churn-0123456789ab-2`. */
function newestTries(tries: readonly Try[]): LocalOverview['jobs'] {
  const bySpec = Map.groupBy(tries, ({ kind, name }) => `${kind} ${name.replace(/(-[0-9a-f]{12})-\d+$/, '$1')}`);
  return [...bySpec.values()].flatMap((same) => {
    const newest = same.toSorted((a, b) => ordinalOf(a.name) - ordinalOf(b.name)).at(-1);
    return newest === undefined ? [] : [{ ...newest, tries: same.length }];
  });
}

const ordinalOf = (name: string): number => Number(/-[0-9a-f]{12}-(\d+)$/.exec(name)?.[1] ?? 1);

const digest = (modelDigest: string | undefined) => (modelDigest === undefined ? {} : { modelDigest });
