import { type ActionFolder, actionsWithRights, rightsOf } from './action-rights.ts';
import { filled, type Statement, statement } from './policy.ts';

/** How a template calls what the rights name; pseudo parameters stay as they are. */
export type TemplateNames = Readonly<Record<'BucketName' | 'KeyArn' | 'ExecutionRoleArn' | 'NamePrefix', string>>;

const PSEUDO = ['AWS::Partition', 'AWS::Region', 'AWS::AccountId'];

/** Managed policies as resources of a CloudFormation template, indented below `Resources:`. */
export const policyResources = (folders: readonly ActionFolder[], names: TemplateNames): string =>
  folders.map((folder) => policyResource(folder, names)).join('\n');

/** `actions/validate-data` → `ValidateDataPolicy`. */
export const policyName = (folder: ActionFolder): string =>
  `${folder
    .replace('actions/', '')
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')}Policy`;

export const separateActions = actionsWithRights.filter((folder) => folder.startsWith('actions/'));

function policyResource(folder: ActionFolder, names: TemplateNames): string {
  const values = {
    ...Object.fromEntries(PSEUDO.map((name) => [name, `\${${name}}`])),
    ...Object.fromEntries(Object.entries(names).map(([name, own]) => [name, `\${${own}}`])),
  };
  const statements = rightsOf(folder).map((right) => statement(right, (text) => filled(text, values)));
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

/** A value of a template: substituted when it names something, an attribute or a parameter when it is nothing else. */
function scalar(text: string): string {
  const alone = /^\$\{([\w.]+)\}$/.exec(text)?.[1];
  if (alone !== undefined) return alone.includes('.') ? `!GetAtt ${alone}` : `!Ref ${alone}`;
  if (text.includes('${')) return `!Sub ${text}`;
  return `'${text}'`;
}
