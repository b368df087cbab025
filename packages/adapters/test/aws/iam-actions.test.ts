import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { iamActions } from '../../src/aws/iam-actions.ts';

const sources = join(import.meta.dirname, '../../src');

/** Operations of every command and paginator that a source imports from an SDK client. */
function operationsUsed(): readonly string[] {
  const imports = globSync('**/*.ts', { cwd: sources }).flatMap((file) =>
    [...readFileSync(join(sources, file), 'utf8').matchAll(/import \{([^}]*)\} from '@aws-sdk\/client-/g)].flatMap(
      ([, names = '']) => names.split(',').map((name) => name.trim()),
    ),
  );
  const found = imports.flatMap((name) => /^(?:paginate(\w+)|(\w+)Command)$/.exec(name)?.slice(1) ?? []);
  return [...new Set(found.filter((name) => name !== undefined))].sort();
}

it('every operation that the adapters send has its rights in the table, and the table no other', () => {
  expect(Object.keys(iamActions).sort()).toEqual(operationsUsed());
});
