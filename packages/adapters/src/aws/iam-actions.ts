/**
 * The rights that each API operation asks for, as AWS's service authorization reference names them. The first one is the
 * operation's own; the others are asked for when the request has what they guard (a role, tags, a key).
 */
export const iamActions = {
  AssumeRole: ['sts:AssumeRole'],
  AssumeRoleWithWebIdentity: ['sts:AssumeRoleWithWebIdentity'],
  // STS answers it to anybody who has valid credentials.
  GetCallerIdentity: [],

  HeadBucket: ['s3:ListBucket'],
  ListObjectsV2: ['s3:ListBucket'],
  HeadObject: ['s3:GetObject', 's3:ListBucket'],
  GetObject: ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'],
  PutObject: ['s3:PutObject', 'kms:GenerateDataKey'],
  CopyObject: ['s3:PutObject', 's3:GetObject', 'kms:GenerateDataKey', 'kms:Decrypt'],
  CreateMultipartUpload: ['s3:PutObject', 'kms:GenerateDataKey', 'kms:Decrypt'],
  UploadPart: ['s3:PutObject', 'kms:GenerateDataKey', 'kms:Decrypt'],
  UploadPartCopy: ['s3:PutObject', 's3:GetObject', 'kms:GenerateDataKey', 'kms:Decrypt'],
  CompleteMultipartUpload: ['s3:PutObject', 'kms:GenerateDataKey', 'kms:Decrypt'],
  AbortMultipartUpload: ['s3:AbortMultipartUpload'],
  // Only asked of sagemaker-local: a bucket of an account belongs to its owners.
  CreateBucket: ['s3:CreateBucket'],

  GetAuthorizationToken: ['ecr:GetAuthorizationToken'],
  DescribeRepositories: ['ecr:DescribeRepositories'],
  CreateRepository: ['ecr:CreateRepository', 'ecr:TagResource'],

  CreateTrainingJob: [
    'sagemaker:CreateTrainingJob',
    'sagemaker:AddTags',
    'iam:PassRole',
    'kms:CreateGrant',
    'kms:DescribeKey',
  ],
  DescribeTrainingJob: ['sagemaker:DescribeTrainingJob'],
  StopTrainingJob: ['sagemaker:StopTrainingJob'],
  CreateProcessingJob: [
    'sagemaker:CreateProcessingJob',
    'sagemaker:AddTags',
    'iam:PassRole',
    'kms:CreateGrant',
    'kms:DescribeKey',
  ],
  DescribeProcessingJob: ['sagemaker:DescribeProcessingJob'],
  StopProcessingJob: ['sagemaker:StopProcessingJob'],
  ListTags: ['sagemaker:ListTags'],

  CreateModelPackageGroup: ['sagemaker:CreateModelPackageGroup', 'sagemaker:AddTags'],
  DescribeModelPackageGroup: ['sagemaker:DescribeModelPackageGroup'],
  CreateModelPackage: ['sagemaker:CreateModelPackage'],
  DescribeModelPackage: ['sagemaker:DescribeModelPackage'],
  ListModelPackages: ['sagemaker:ListModelPackages'],
  UpdateModelPackage: ['sagemaker:UpdateModelPackage'],

  CreateModel: ['sagemaker:CreateModel', 'sagemaker:AddTags', 'iam:PassRole'],
  DescribeModel: ['sagemaker:DescribeModel'],
  ListModels: ['sagemaker:ListModels'],
  DeleteModel: ['sagemaker:DeleteModel'],
  CreateEndpointConfig: [
    'sagemaker:CreateEndpointConfig',
    'sagemaker:AddTags',
    'iam:PassRole',
    'kms:CreateGrant',
    'kms:DescribeKey',
  ],
  DescribeEndpointConfig: ['sagemaker:DescribeEndpointConfig'],
  ListEndpointConfigs: ['sagemaker:ListEndpointConfigs'],
  DeleteEndpointConfig: ['sagemaker:DeleteEndpointConfig'],
  CreateEndpoint: ['sagemaker:CreateEndpoint', 'sagemaker:AddTags'],
  DescribeEndpoint: ['sagemaker:DescribeEndpoint'],
  UpdateEndpoint: ['sagemaker:UpdateEndpoint'],
  DeleteEndpoint: ['sagemaker:DeleteEndpoint'],
  InvokeEndpoint: ['sagemaker:InvokeEndpoint'],

  DescribeLogStreams: ['logs:DescribeLogStreams'],
  GetLogEvents: ['logs:GetLogEvents'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Every operation that the adapters may call. */
export type AwsOperation = keyof typeof iamActions;

/** The rights of an operation as the end of "The role lacks …"; undefined when none is asked for. */
export function rightsText(operation: AwsOperation): string | undefined {
  const [own, ...others]: readonly string[] = iamActions[operation];
  if (own === undefined) return undefined;
  return others.length === 0 ? own : `${own}, or one of ${others.join(', ')} that the call asks for as well`;
}
