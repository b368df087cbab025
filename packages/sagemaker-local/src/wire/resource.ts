/** Which resource a request is about, for the journal: the first of these members that it carries. */
const naming = [
  'TrainingJobName',
  'ProcessingJobName',
  'EndpointName',
  'EndpointConfigName',
  'ModelPackageArn',
  'ModelPackageName',
  'ModelPackageGroupName',
  'ModelName',
  'ResourceArn',
  'logStreamName',
  'logGroupName',
  'RoleArn',
] as const;

export function resourceOf(input: Readonly<Record<string, unknown>>): string | undefined {
  const name = naming.find((member) => typeof input[member] === 'string');
  return name === undefined ? undefined : String(input[name]);
}
