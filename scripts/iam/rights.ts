/**
 * Every right that an action may need in an AWS account, once. What stands in `{}` is filled in by who writes a
 * policy: parameters and pseudo parameters of a template, or words for a person to replace. Which resource types an IAM action takes is checked by cfn-lint against AWS's list.
 */

/** One statement of a policy. */
export interface Right {
  readonly sid: string;
  /** What goes wrong without it, or what it is for, as the end of "It is needed to …". */
  readonly why: string;
  readonly actions: readonly string[];
  /** Left out only when the API takes no resource; `everyResource` says so. */
  readonly resources?: readonly string[];
  readonly everyResource?: string;
  readonly condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** When it can be left out of a policy. */
  readonly onlyWhen?: string;
}

const BUCKET = 'arn:{AWS::Partition}:s3:::{BucketName}';
const sagemaker = (type: string, prefix = '{NamePrefix}') =>
  `arn:{AWS::Partition}:sagemaker:{AWS::Region}:{AWS::AccountId}:${type}/${prefix}*`;
/** An endpoint and its generations, which are named after it. */
const SERVED = ['endpoint', 'endpoint-config', 'model'].map((type) => sagemaker(type, '{EndpointPrefix}'));
const logGroup = (name: string) => `arn:{AWS::Partition}:logs:{AWS::Region}:{AWS::AccountId}:log-group:${name}`;
const REPOSITORY = 'arn:{AWS::Partition}:ecr:{AWS::Region}:{AWS::AccountId}:repository/{NamePrefix}*';
const KEY = ['{KeyArn}'];
const ENCRYPTED = 'the environment has a `kms-key`';

const jobs = (type: 'Training' | 'Processing', why: string): Right => {
  const resources = [sagemaker(`${type.toLowerCase()}-job`)];
  const actions = [`Create${type}Job`, `Describe${type}Job`, `Stop${type}Job`, 'AddTags', 'ListTags'];
  return { sid: `${type}Jobs`, why, actions: actions.map((action) => `sagemaker:${action}`), resources };
};

const logs = (sid: string, why: string, group: string, stream: string): Right => ({
  sid,
  why,
  actions: ['logs:DescribeLogStreams', 'logs:GetLogEvents'],
  resources: [logGroup(group), logGroup(`${group}:log-stream:${stream}`)],
});

const write = (sid: string, why: string, ...prefixes: readonly string[]): Right => ({
  sid,
  why,
  actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
  resources: prefixes.map((prefix) => `${BUCKET}/${prefix}/*`),
});

export const rights = {
  findObjects: {
    sid: 'FindObjects',
    why: 'find the bucket, and tell an object that is absent from one that is forbidden',
    actions: ['s3:ListBucket'],
    resources: [BUCKET],
  },
  readObjects: {
    sid: 'ReadObjects',
    why: 'read data, predictions, model archives and records',
    actions: ['s3:GetObject'],
    resources: [`${BUCKET}/*`],
  },
  writeData: write('WriteData', 'store data under its digest', 'data'),
  writeRecords: write('WriteRecords', 'keep gate.json, lineage.json and the like beside the model', 'records'),
  writeModels: write('WriteModels', 'keep a registered model under its digest', 'models'),
  bringModels: {
    ...write('BringModels', 'copy a model from the bucket of another environment', 'models'),
    onlyWhen: '`registry` names another environment',
  },
  writeLedger: write('WriteLedger', 'take the next generation of an endpoint, once', 'ledger', 'quarantine'),
  encryptObjects: {
    sid: 'EncryptObjects',
    why: 'read and write objects that are encrypted with the key',
    actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
    resources: KEY,
    condition: { StringEquals: { 'kms:ViaService': 's3.{AWS::Region}.amazonaws.com' } },
    onlyWhen: ENCRYPTED,
  },
  describeKey: {
    sid: 'DescribeKey',
    why: 'name the key of a volume or of a repository in a request',
    actions: ['kms:DescribeKey'],
    resources: KEY,
    onlyWhen: ENCRYPTED,
  },
  lendKey: {
    sid: 'LendKey',
    why: 'let SageMaker use the key for volumes of jobs and endpoints, and ECR for a repository',
    actions: ['kms:CreateGrant'],
    resources: KEY,
    condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    onlyWhen: ENCRYPTED,
  },
  passRole: {
    sid: 'PassExecutionRole',
    why: 'run a job or a model as the execution role, and hand that role to no other service',
    actions: ['iam:PassRole'],
    resources: ['{ExecutionRoleArn}'],
    condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
  },
  trainingJobs: jobs('Training', 'start, follow, adopt and stop a training job'),
  findTraining: {
    sid: 'FindTraining',
    why: 'find the training job by its name and see whose it is',
    actions: ['sagemaker:DescribeTrainingJob', 'sagemaker:ListTags'],
    resources: [sagemaker('training-job')],
  },
  trainingLogs: logs(
    'TrainingLogs',
    'show what the training job prints',
    '/aws/sagemaker/TrainingJobs',
    '{NamePrefix}*',
  ),
  scoringJobs: jobs('Processing', 'start, follow, adopt and stop the job that scores held-out rows'),
  scoringLogs: logs(
    'ScoringLogs',
    'show what the scoring job prints',
    '/aws/sagemaker/ProcessingJobs',
    '{NamePrefix}*',
  ),
  readRegistry: {
    sid: 'ReadRegistry',
    why: 'find model packages',
    actions: ['sagemaker:ListModelPackages', 'sagemaker:DescribeModelPackage'],
    resources: [sagemaker('model-package')],
  },
  register: {
    sid: 'Register',
    why: 'register a judged model',
    actions: ['DescribeModelPackageGroup', 'CreateModelPackageGroup', 'CreateModelPackage', 'AddTags'].map(
      (action) => `sagemaker:${action}`,
    ),
    resources: [sagemaker('model-package-group'), sagemaker('model-package')],
  },
  approve: {
    sid: 'Approve',
    why: 'write down that a deployment was approved',
    actions: ['sagemaker:UpdateModelPackage'],
    resources: [sagemaker('model-package')],
  },
  findChampion: {
    sid: 'FindChampion',
    why: 'see which model the endpoint serves, to compare with it',
    actions: ['DescribeEndpoint', 'DescribeModel', 'ListTags'].map((action) => `sagemaker:${action}`),
    resources: SERVED,
  },
  readEndpoint: {
    sid: 'ReadEndpoint',
    why: 'see which model the endpoint serves',
    actions: ['DescribeEndpoint', 'DescribeEndpointConfig', 'DescribeModel', 'ListTags'].map(
      (action) => `sagemaker:${action}`,
    ),
    resources: SERVED,
  },
  listGenerations: {
    sid: 'ListGenerations',
    why: 'find older generations of the endpoint',
    actions: ['sagemaker:ListModels', 'sagemaker:ListEndpointConfigs'],
    everyResource: 'ListModels and ListEndpointConfigs take no resource; they show names, not contents',
  },
  deploy: {
    sid: 'Deploy',
    why: 'create and update the endpoint, and remove generations that nothing serves',
    actions: [
      ...['CreateModel', 'DeleteModel', 'CreateEndpointConfig', 'DeleteEndpointConfig'],
      ...['CreateEndpoint', 'UpdateEndpoint', 'DeleteEndpoint', 'AddTags'],
    ].map((action) => `sagemaker:${action}`),
    resources: SERVED,
  },
  ask: {
    sid: 'AskEndpoint',
    why: 'prove which model answers, and send the smoke requests',
    actions: ['sagemaker:InvokeEndpoint'],
    resources: SERVED.slice(0, 1),
  },
  endpointLogs: logs(
    'EndpointLogs',
    'show the last lines of a container that did not start',
    '/aws/sagemaker/Endpoints/{EndpointPrefix}*',
    '*',
  ),
  loginToRegistry: {
    sid: 'LogInToRegistry',
    why: 'get a password of twelve hours for docker',
    actions: ['ecr:GetAuthorizationToken'],
    everyResource: 'GetAuthorizationToken takes no resource; the password gives no more than the other rights do',
  },
  readImages: {
    sid: 'ReadImages',
    why: 'find an image by its content, and compare its digest',
    actions: ['DescribeRepositories', 'BatchGetImage', 'BatchCheckLayerAvailability', 'GetDownloadUrlForLayer'].map(
      (action) => `ecr:${action}`,
    ),
    resources: [REPOSITORY],
  },
  pushImages: {
    sid: 'PushImages',
    why: 'push an image',
    actions: ['InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload', 'PutImage'].map(
      (action) => `ecr:${action}`,
    ),
    resources: [REPOSITORY],
  },
  createRepository: {
    sid: 'CreateRepository',
    why: 'make the repository of a new model',
    actions: ['ecr:CreateRepository', 'ecr:TagResource'],
    resources: [REPOSITORY],
    onlyWhen: '`create-repository` is `true`',
  },
} as const satisfies Readonly<Record<string, Right>>;

export type RightName = keyof typeof rights;
