import { MlopsError } from '@mlops-actions/core';
import type { ImageInputs } from './inputs.ts';

type InputName = keyof ImageInputs;

/** What only a container has. */
const OF_CONTAINERS = [
  'repository',
  'target',
  'platform',
  'build-args',
  'labels',
  'image-tags',
  'for',
  'create-repository',
  'force',
] as const satisfies readonly InputName[];

/** An input that would be ignored is refused. Throws INPUT_INVALID with every one. */
export function checkTogether(inputs: ImageInputs, destination: string): void {
  const given = (names: readonly InputName[]) => names.filter((name) => inputs[name] !== undefined);
  const refused = (names: readonly InputName[], message: string) => given(names).map((input) => ({ input, message }));
  const problems = [
    ...(inputs.registry === undefined && destination === 'local'
      ? refused(OF_CONTAINERS, 'the destination local makes no container; name a "registry" or another destination')
      : []),
    ...(inputs.registry === undefined
      ? refused(['username', 'password'], 'belongs to a "registry"; the login to ECR needs none')
      : refused(['create-repository'], 'repositories are made for ECR only; leave "registry" empty')),
    ...((inputs.username === undefined) === (inputs.password === undefined)
      ? []
      : [
          { input: inputs.username === undefined ? 'username' : 'password', message: 'is needed beside the other one' },
        ]),
  ];
  if (problems.length > 0) throw new MlopsError('INPUT_INVALID', { problems });
}
