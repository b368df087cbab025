import { choice, section } from '../notes.ts';

export const approval = choice(['environment', 'manual', 'automatic']);

export const register = section(
  {
    approval: approval
      .default('environment')
      .describe(
        'Who approves a version: `environment`: the approval of the environment it is deployed to; `manual`: a person in the registry; `automatic`: the gates.',
      ),
  },
  'a map such as { approval: environment }',
).describe('The model registry.');
