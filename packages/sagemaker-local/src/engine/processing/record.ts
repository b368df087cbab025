import { pick } from '../pick.ts';

/** CreateProcessingJob, as far as this engine reads it. Times in all shapes are epoch seconds. */
export interface CreateProcessingJob {
  readonly ProcessingJobName: string;
  readonly ProcessingInputs?: readonly ProcessingInput[];
  readonly ProcessingOutputConfig?: { readonly Outputs: readonly ProcessingOutput[] };
  readonly ProcessingResources: {
    readonly ClusterConfig: { readonly InstanceCount?: number; readonly InstanceType?: string };
  };
  readonly StoppingCondition?: { readonly MaxRuntimeInSeconds: number };
  readonly AppSpecification: {
    readonly ImageUri: string;
    readonly ContainerEntrypoint?: readonly string[];
    readonly ContainerArguments?: readonly string[];
  };
  readonly Environment?: Readonly<Record<string, string>>;
  readonly RoleArn: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

export interface ProcessingInput {
  readonly InputName: string;
  readonly S3Input?: {
    readonly S3Uri: string;
    readonly LocalPath?: string;
    readonly S3DataType: string;
    readonly S3InputMode?: string;
    readonly S3CompressionType?: string;
  };
}

export interface ProcessingOutput {
  readonly OutputName: string;
  readonly S3Output?: { readonly S3Uri: string; readonly LocalPath?: string; readonly S3UploadMode: string };
}

/** The output of DescribeProcessingJob, which is also what is stored. */
export interface ProcessingJob extends Omit<CreateProcessingJob, 'Tags'> {
  readonly ProcessingJobArn: string;
  readonly ProcessingJobStatus: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped';
  readonly ExitMessage?: string;
  readonly FailureReason?: string;
  readonly CreationTime: number;
  readonly ProcessingStartTime?: number;
  readonly ProcessingEndTime?: number;
  readonly LastModifiedTime: number;
}

/** What CreateProcessingJob and DescribeProcessingJob have in common. */
const echoed = [
  'ProcessingInputs ProcessingOutputConfig ProcessingJobName ProcessingResources StoppingCondition AppSpecification',
  'Environment NetworkConfig RoleArn ExperimentConfig',
]
  .join(' ')
  .split(' ') as (keyof CreateProcessingJob)[];

/** A job as it is the moment after it was asked for. */
export function newProcessingJob(request: CreateProcessingJob, arn: string, now: number): ProcessingJob {
  return {
    ...(pick(request, echoed) as Omit<CreateProcessingJob, 'Tags'>),
    // SageMaker's default: one day.
    StoppingCondition: request.StoppingCondition ?? { MaxRuntimeInSeconds: 86_400 },
    ProcessingJobArn: arn,
    ProcessingJobStatus: 'InProgress',
    CreationTime: now,
    LastModifiedTime: now,
  };
}

/** Whether a job has ended for good. */
export function isTerminal(job: ProcessingJob): boolean {
  return ['Completed', 'Failed', 'Stopped'].includes(job.ProcessingJobStatus);
}
