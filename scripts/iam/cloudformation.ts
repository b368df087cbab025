import { type ActionFolder, actionsWithRights, rightsOf } from './action-rights.ts';
import { filled, type Statement, statement } from './policy.ts';

/** Parameters that a template with policies has, and pseudo parameters. */
const NAMES = [
  ...['AWS::Partition', 'AWS::Region', 'AWS::AccountId'],
  ...['BucketName', 'KeyArn', 'ExecutionRoleArn', 'NamePrefix', 'EndpointPrefix'],
];
const REFERENCES = Object.fromEntries(NAMES.map((name) => [name, `\${${name}}`]));

/** Managed policies as resources of a CloudFormation template, indented below `Resources:`. */
export const policyResources = (folders: readonly ActionFolder[]): string => folders.map(policyResource).join('\n');

/** `actions/validate-data` → `ValidateDataPolicy`. */
export const policyName = (folder: ActionFolder): string =>
  `${folder
    .replace('actions/', '')
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')}Policy`;

export const separateActions = actionsWithRights.filter((folder) => folder.startsWith('actions/'));

function policyResource(folder: ActionFolder): string {
  const statements = rightsOf(folder).map((right) => statement(right, (text) => filled(text, REFERENCES)));
  return [
    `  ${policyName(folder)}:`,
    '    Type: AWS::IAM::ManagedPolicy',
    '    Properties:',
    `      Description: What ${folder} of mlops-actions calls`,
    '      PolicyDocument:',
    "        Version: '2012-10-17'",
    '        Statement:',
    ...statements.flatMap(lines),
  ].join('\n');
}

function lines({ Sid, Effect, Action, Resource, Condition = {} }: Statement): readonly string[] {
  const list = (values: readonly string[]) => values.map((value) => `              - ${value}`);
  const conditions = Object.entries(Condition).flatMap(([operator, keys]) => [
    `              ${operator}:`,
    ...Object.entries(keys).map(([key, value]) => `                ${key}: ${scalar(value)}`),
  ]);
  return [
    `          - Sid: ${Sid}`,
    `            Effect: ${Effect}`,
    '            Action:',
    ...list(Action),
    ...(Resource === '*' ? ["            Resource: '*'"] : ['            Resource:', ...list(Resource.map(scalar))]),
    ...(conditions.length === 0 ? [] : ['            Condition:', ...conditions]),
  ];
}

/** A value of a template: a reference when it is nothing else, substituted when it holds one. */
function scalar(text: string): string {
  const alone = /^\$\{(\w+)\}$/.exec(text)?.[1];
  if (alone !== undefined) return `!Ref ${alone}`;
  return text.includes('${') ? `!Sub ${text}` : `'${text}'`;
}
