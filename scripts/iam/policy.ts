import type { Right } from './rights.ts';

type Values = Readonly<Record<string, string>>;

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[] | '*';
  readonly Condition?: Right['condition'];
}

/** What a person puts in by hand, in capitals. */
const BY_HAND: Values = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'REGION',
  'AWS::AccountId': 'ACCOUNT',
  BucketName: 'BUCKET',
  KeyArn: 'KEY_ARN',
  ExecutionRoleArn: 'EXECUTION_ROLE_ARN',
  NamePrefix: 'MODEL',
  EndpointPrefix: 'ENDPOINT',
};

/** The policy document with words in capitals for what differs from account to account. */
export const policyDocument = (
  rights: readonly Right[],
): { readonly Version: string; readonly Statement: Statement[] } => ({
  Version: '2012-10-17',
  Statement: rights.map((right) => statement(right, (text) => filled(text, BY_HAND))),
});

/** The statement of a right, each of its texts as `fill` gives it. */
export function statement(right: Right, fill: (text: string) => string): Statement {
  const condition = Object.entries(right.condition ?? {}).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, fill(value)])),
  ]);
  return {
    Sid: right.sid,
    Effect: 'Allow',
    Action: right.actions,
    Resource: right.resources?.map(fill) ?? '*',
    ...(condition.length === 0 ? {} : { Condition: Object.fromEntries(condition) as Right['condition'] }),
  } as Statement;
}

/** `{name}` replaced by its value. Throws for a name without one. */
export const filled = (text: string, values: Values): string =>
  text.replaceAll(/\{([\w:]+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`There is no value for {${name}}.`);
    return value;
  });
