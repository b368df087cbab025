import { describe, expect, it } from '@jest/globals';
import { MlopsError } from '../../src/domain/errors.ts';
import { ensure } from '../../src/stages/converge.ts';
import { steppedClock } from './stepped-clock.ts';

const failure = (awsCode: string, transient: boolean) =>
  new MlopsError('AWS_CALL_FAILED', { operation: 'CreateModel', awsCode, awsMessage: 'said the service', transient });

/** A service with one name: `failures[i]` is thrown by the i-th create, before or after it took effect. */
function service(failures: readonly ({ error: Error; after: boolean } | undefined)[], there?: string) {
  let spec = there;
  let creates = 0;
  return {
    get creates() {
      return creates;
    },
    wanted: {
      kind: 'model',
      name: 'churn-1',
      spec: 'mine',
      observe: async () => (spec === undefined ? undefined : { spec }),
      create: async () => {
        const fault = failures[creates];
        creates += 1;
        if (fault === undefined || fault.after) spec = 'mine';
        if (fault !== undefined) throw fault.error;
      },
    },
  };
}

const run = (world: ReturnType<typeof service>) => ensure(world.wanted, steppedClock(), new AbortController().signal);

describe('ensure', () => {
  it('adopts what exists with the same spec and creates nothing', async () => {
    const world = service([], 'mine');

    expect(await run(world)).toBe('adopted');
    expect(world.creates).toBe(0);
  });

  it('refuses a name that something else has', async () => {
    await expect(run(service([], 'theirs'))).rejects.toMatchObject({
      code: 'NAME_TAKEN',
      details: { found: 'theirs' },
    });
  });

  it('adopts after a lost answer, whatever the code of the failure says', async () => {
    const world = service([{ error: failure('ResourceInUse', false), after: true }]);

    expect(await run(world)).toBe('adopted');
    expect(world.creates).toBe(1);
  });

  it('tries again after a passing failure that left nothing behind', async () => {
    const throttled = { error: failure('ThrottlingException', true), after: false };
    const world = service([throttled, throttled, undefined]);

    expect(await run(world)).toBe('created');
    expect(world.creates).toBe(3);
  });

  it('fails at once with any other code', async () => {
    const world = service([{ error: failure('AccessDeniedException', false), after: false }]);

    await expect(run(world)).rejects.toMatchObject({ details: { awsCode: 'AccessDeniedException' } });
    expect(world.creates).toBe(1);
  });

  it('gives up after six passing failures', async () => {
    const world = service(Array.from({ length: 9 }, () => ({ error: failure('InternalFailure', true), after: false })));

    await expect(run(world)).rejects.toMatchObject({ code: 'AWS_CALL_FAILED' });
    expect(world.creates).toBe(6);
  });
});
