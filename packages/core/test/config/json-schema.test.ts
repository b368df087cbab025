import { describe, expect, it } from '@jest/globals';
import { configJsonSchema, type JsonSchema } from '../../src/config/json-schema.ts';
import { configReference } from '../../src/config/reference.ts';

describe('the JSON Schema', () => {
  const schema = configJsonSchema();

  it('describes every key', () => {
    expect(keys(schema, '').filter(({ schema: key }) => key['description'] === undefined)).toEqual([]);
    expect(keys(schema, '').length).toBeGreaterThan(60);
  });

  it('closes every map of known keys', () => {
    const open = keys(schema, '').filter(
      ({ schema: key }) => key['properties'] !== undefined && key['additionalProperties'] !== false,
    );

    expect(open).toEqual([]);
    expect(schema['additionalProperties']).toBe(false);
  });

  it('asks for the required keys only in a file that extends nothing', () => {
    expect(schema['if']).toEqual({ required: ['extends'] });
    expect(schema['else']).toEqual({
      required: ['version', 'model', 'task', 'data', 'train', 'validate'],
      properties: { train: { required: ['script'] }, validate: { required: ['gates'] } },
    });
  });

  it('is JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});

describe('the reference', () => {
  it('has a row of four cells for every key', () => {
    const [header, rule, ...rows] = configReference().trimEnd().split('\n');

    expect([header, rule]).toEqual(['| Key | Value | Default | Description |', '|---|---|---|---|']);
    expect(rows).toHaveLength(keys(configJsonSchema(), '').length);
    expect(rows.every((row) => row.split(/(?<!\\)\|/).length === 6)).toBe(true);
    expect(rows).toContain(
      '| `train.max-runtime` | a duration from 1m to 28d, e.g. "1h30m" | `1h` | The job is stopped after this time. |',
    );
  });
});

interface Key {
  readonly path: string;
  readonly schema: JsonSchema;
}

function keys(schema: JsonSchema, path: string): readonly Key[] {
  const properties = Object.entries(asSchema(schema['properties']));
  return [
    ...properties.flatMap(([key, child]) => {
      const here = `${path}.${key}`;
      return [{ path: here, schema: asSchema(child) }, ...keys(asSchema(child), here)];
    }),
    ...(schema['items'] === undefined ? [] : keys(asSchema(schema['items']), `${path}[]`)),
    ...(typeof schema['additionalProperties'] === 'object'
      ? keys(asSchema(schema['additionalProperties']), `${path}.*`)
      : []),
  ];
}

const asSchema = (value: unknown): JsonSchema => (value ?? {}) as JsonSchema;
