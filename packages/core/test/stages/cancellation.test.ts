import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import { listenForCancellation } from '../../src/stages/cancellation.ts';

/** A process that is told signals, and keeps the codes that it was ended with. */
class Program extends EventEmitter {
  readonly ended: number[] = [];
  exit(code: number) {
    this.ended.push(code);
  }
}

it('has no exit code while nobody asks to stop', () => {
  const { signal, exitCode } = listenForCancellation('step', new Program());

  expect({ aborted: signal.aborted, code: exitCode() }).toEqual({ aborted: false, code: undefined });
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('asks to stop on the first %s', (name, code) => {
  const program = new Program();
  const { signal, exitCode } = listenForCancellation('command', program);
  program.emit(name, name);

  expect(signal.reason).toMatchObject({
    code: 'CANCELLED',
    message: expect.stringContaining(`command received ${name}`),
  });
  expect({ code: exitCode(), ended: program.ended }).toEqual({ code, ended: [] });
});

it('ends at once on the second one, with the code of the first', () => {
  const program = new Program();
  listenForCancellation('step', program);
  program.emit('SIGINT', 'SIGINT');
  program.emit('SIGTERM', 'SIGTERM');

  expect(program.ended).toEqual([130]);
});
