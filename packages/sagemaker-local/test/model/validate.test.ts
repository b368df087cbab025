import { describe, expect, it } from '@jest/globals';
import { AwsError } from '../../src/contracts.ts';
import { answerViolations, errorViolations } from '../../src/model/answer.ts';
import { wholeMatch } from '../../src/model/constraints.ts';
import { acceptedRequest } from '../../src/model/request.ts';
import { type ServiceModel, serviceModels } from '../../src/model/service-model.ts';

const model: ServiceModel = {
  metadata: { serviceId: 'SageMaker', apiVersion: '2017-07-24', targetPrefix: 'SageMaker' },
  operations: {
    MakeThing: { input: 'Thing', output: 'Thing', errors: ['ResourceInUse', 'Teapot'] },
    DeleteThing: { input: 'Thing', errors: [] },
  },
  shapes: {
    Thing: {
      type: 'structure',
      required: ['ThingName'],
      members: {
        ThingName: { shape: 'Name' },
        InstanceCount: { shape: 'Count' },
        Ratio: { shape: 'Float' },
        CreationTime: { shape: 'Timestamp' },
        Enabled: { shape: 'Boolean' },
        Kind: { shape: 'Kind' },
        Tags: { shape: 'TagList' },
        Environment: { shape: 'Environment' },
        Source: { shape: 'Source' },
      },
    },
    Name: { type: 'string', min: 1, max: 5, pattern: '[a-z]+' },
    Count: { type: 'integer', min: 1, max: 10 },
    Float: { type: 'float' },
    Timestamp: { type: 'timestamp' },
    Boolean: { type: 'boolean' },
    Kind: { type: 'string', enum: ['cpu', 'gpu'] },
    TagList: { type: 'list', max: 2, member: { shape: 'Tag' } },
    Tag: { type: 'structure', required: ['Key'], members: { Key: { shape: 'Name' } } },
    Environment: { type: 'map', max: 1, key: { shape: 'Name' }, value: { shape: 'Name' } },
    Source: { type: 'structure', union: true, members: { Uri: { shape: 'Name' }, Inline: { shape: 'Name' } } },
    ResourceInUse: { type: 'structure', members: {} },
    Teapot: { type: 'structure', members: {}, error: { code: 'ImATeapot', httpStatusCode: 418 } },
  },
};

function refused(input: unknown): { type: string; message: string } {
  try {
    acceptedRequest(model, 'Thing', input);
  } catch (error) {
    if (error instanceof AwsError) return { type: error.type, message: error.message };
    throw error;
  }
  throw new Error('The request was accepted.');
}

const failed = 'failed to satisfy constraint: Member must';

describe('a request', () => {
  it.each([
    [{}, `Value null at 'thingName' ${failed} not be null`],
    [{ ThingName: null }, `Value null at 'thingName' ${failed} not be null`],
    [{ ThingName: 'abcdef' }, `Value 'abcdef' at 'thingName' ${failed} have length less than or equal to 5`],
    [{ ThingName: 'A' }, `Value 'A' at 'thingName' ${failed} satisfy regular expression pattern: [a-z]+`],
    [{ ThingName: 'a1' }, `Value 'a1' at 'thingName' ${failed} satisfy regular expression pattern: [a-z]+`],
    [
      { ThingName: 'a', InstanceCount: 0 },
      `Value '0' at 'instanceCount' ${failed} have value greater than or equal to 1`,
    ],
    [
      { ThingName: 'a', InstanceCount: 11 },
      `Value '11' at 'instanceCount' ${failed} have value less than or equal to 10`,
    ],
    [{ ThingName: 'a', Kind: 'tpu' }, `Value 'tpu' at 'kind' ${failed} satisfy enum value set: [cpu, gpu]`],
    [{ ThingName: 'a', Tags: [{ Key: 'a' }, {}] }, `Value null at 'tags.2.member.key' ${failed} not be null`],
    [
      { ThingName: 'a', Tags: [{ Key: 'a' }, { Key: 'b' }, { Key: 'c' }] },
      `Value '[{"Key":"a"},{"Key":"b"},{"Key":"c"}]' at 'tags' ${failed} have length less than or equal to 2`,
    ],
    [
      { ThingName: 'a', Environment: { a: 'A' } },
      `Value 'A' at 'environment.a.member' ${failed} satisfy regular expression pattern: [a-z]+`,
    ],
    [
      { ThingName: 'a', Environment: { A: 'a' } },
      `Value 'A' at 'environment.key' ${failed} satisfy regular expression pattern: [a-z]+`,
    ],
    [
      { ThingName: 'a', Source: { Uri: 'a', Inline: 'b' } },
      `Value '{"Uri":"a","Inline":"b"}' at 'source' failed to satisfy constraint: Exactly one member must be set`,
    ],
  ])('%j is refused in the words of AWS', (input, problem) => {
    expect(refused(input)).toEqual({ type: 'ValidationException', message: `1 validation error detected: ${problem}` });
  });

  it('is refused with all its problems at once', () => {
    expect(refused({ ThingName: 'A', InstanceCount: 0 }).message).toMatch(
      /^2 validation errors detected: Value 'A' at .*; Value '0' at /,
    );
  });

  it.each([
    [{ ThingName: 7 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ ThingName: 'a', InstanceCount: '7' }, 'STRING_VALUE can not be converted to an Integer'],
    [{ ThingName: 'a', InstanceCount: 1.5 }, 'NUMBER_VALUE can not be converted to an Integer'],
    [{ ThingName: 'a', Enabled: 'true' }, 'STRING_VALUE can not be converted to a Boolean'],
    [{ ThingName: 'a', Tags: {} }, 'Start of list expected'],
    [{ ThingName: 'a', Environment: [] }, 'Start of map expected'],
    [[], 'Start of structure expected'],
  ])('%j is not understood', (input, message) => {
    expect(refused(input)).toEqual({ type: 'SerializationException', message });
  });

  it('loses what the service does not declare, and nulls', () => {
    const input = {
      ThingName: 'a',
      Unknown: 1,
      Kind: null,
      Tags: [{ Key: 'b', Color: 'red' }],
      Environment: { c: 'd' },
    };

    expect(acceptedRequest(model, 'Thing', input)).toEqual({
      ThingName: 'a',
      Tags: [{ Key: 'b' }],
      Environment: { c: 'd' },
    });
  });
});

describe('an answer', () => {
  it('may have the optional members of its shape', () => {
    expect(answerViolations(model, 'MakeThing', { ThingName: 'a', CreationTime: 1_767_225_600.5, Ratio: 0.1 })).toEqual(
      [],
    );
  });

  it.each([
    [{}, `Value null at 'thingName' ${failed} not be null`],
    [{ ThingName: '' }, `Value '' at 'thingName' ${failed} have length greater than or equal to 1`],
    [{ ThingName: 'a', Surprise: 1 }, 'Surprise is not a member the service declares'],
    [{ ThingName: 'a', CreationTime: '2026-01-01' }, 'creationTime STRING_VALUE can not be converted to a Date'],
    [
      { ThingName: 'a', Tags: [{ Key: 'a', Color: 'red' }] },
      'tags.1.member.Color is not a member the service declares',
    ],
  ])('%j could not have come from AWS', (output, violation) => {
    expect(answerViolations(model, 'MakeThing', output)).toContain(violation);
  });

  it('of an operation without output is empty', () => {
    expect(answerViolations(model, 'DeleteThing', {})).toEqual([]);
    expect(answerViolations(model, 'DeleteThing', { ThingName: 'a' })).toEqual(['DeleteThing declares no output']);
  });

  it.each([
    [new AwsError('ResourceInUse', ''), []],
    [new AwsError('ValidationException', ''), []],
    [new AwsError('ImATeapot', '', 418), []],
    [new AwsError('ImATeapot', '', 400), ['ImATeapot has the status 418, not 400']],
    [new AwsError('ResourceNotFound', ''), ['MakeThing does not declare the error ResourceNotFound']],
  ])('that is the error %s is one the operation declares', (error, violations) => {
    expect(errorViolations(model, 'MakeThing', error)).toEqual(violations);
  });
});

describe('the cut models', () => {
  const shapes = Object.entries(serviceModels).flatMap(([service, cut]) =>
    Object.entries(cut.shapes).map(([name, shape]) => ({ service, cut, name, shape })),
  );

  it('have every shape they refer to', () => {
    const missing = shapes.flatMap(({ service, cut, shape }) => {
      const members = [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value];
      return members.flatMap((member) =>
        member === undefined || member.shape in cut.shapes ? [] : [`${service} ${member.shape}`],
      );
    });

    expect(missing).toEqual([]);
  });

  it('have only patterns that can be tested', () => {
    const patterns = shapes.flatMap(({ shape: { pattern } }) => (pattern === undefined ? [] : [pattern]));

    expect(patterns.map((pattern) => wholeMatch(pattern)).length).toBeGreaterThan(100);
  });

  it.each([
    ['TagKey', 'mlops:spec', true],
    ['TagKey', 'no#hash', false],
    ['TagValue', 'Größe 4711 +-=._:/@', true],
    ['CustomerMetadataKey', 'mlops.model-digest', true],
    ['AthenaCatalog', 'any text \u{1f600}', true],
  ])('%s takes %j: %s', (name, value, accepted) => {
    const pattern = serviceModels.sagemaker.shapes[name]?.pattern ?? '(?!)';

    expect(wholeMatch(pattern).test(value)).toBe(accepted);
  });
});
