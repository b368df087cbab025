import { describe, expect, it } from '@jest/globals';
import { bytesSource, evaluate } from '@mlops-actions/evaluation';
import { withoutRedacted } from '../../src/stages/redacted.ts';
import { world } from './world.ts';

const by = (column: string) => ({ name: column, by: [column], minRows: 1, required: false });
const slices = [by('region'), by('name')];
const config = (schema?: string) =>
  ({
    data: { columns: { id: 'id', label: 'label' }, ...(schema === undefined ? {} : { schema }) },
    validate: { slices },
  }) as unknown as Parameters<typeof withoutRedacted>[0];

async function shown(redacted: readonly string[] | undefined) {
  const { ports, objects } = world();
  const rules = (redacted ?? []).map((name) => `  ${name}: { type: text, redact: true }\n`);
  objects.set('data/schema.yml', `version: 1\ncolumns:\n${rules.join('')}  label: { type: text }\n`);
  const labels = 'id,label,region,name\n1,1,north,Ann\n2,0,south,Bob\n3,1,north,Cem\n4,0,south,Dee\n';
  const said = (text: string) => ({ files: [bytesSource('p.csv', `id,prediction\n${text}`)], source: 'p', id: 'id' });
  const { evaluation } = await evaluate({
    task: 'binary',
    positive: '1',
    labels: { files: [bytesSource('test.csv', labels)], id: 'id', label: 'label' },
    candidate: said('1,1\n2,0\n3,0\n4,0\n'),
    champion: said('1,0\n2,0\n3,1\n4,0\n'),
    slices,
  });
  if (evaluation === undefined) throw new Error('the rows of this test are whole');
  const { samples, slices: named } = await withoutRedacted(
    config(redacted === undefined ? undefined : 'data/schema.yml'),
    evaluation,
    ports,
  );
  return { samples, rules: [...new Set(named.map(({ rule }) => rule))] };
}

describe('what a report may name', () => {
  it('is every row and slice without a schema, and with one that redacts nothing of it', async () => {
    const everything = { samples: { fixed: ['1'], broken: ['3'] }, rules: ['region', 'name'] };

    expect(await shown(undefined)).toEqual(everything);
    expect(await shown(['other'])).toEqual(everything);
  });

  it('is no row whose id is redacted, and no slice of a redacted column', async () => {
    expect(await shown(['id', 'name'])).toEqual({ samples: undefined, rules: ['region'] });
  });
});
