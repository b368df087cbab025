import { styleText } from 'node:util';
import type { Progress, ProgressEvent } from '@mlops-actions/core';
import ora from 'ora';
import { printable } from './printable.ts';

export interface ProgressView {
  readonly progress: Progress;
  /** Leaves the screen as a log: the spinner is gone, every line stays. */
  close(): void;
}

/** A terminal gets a spinner with the running step and its lines above; a pipe or a file gets plain lines. */
export function createProgressView(stream: NodeJS.WriteStream): ProgressView {
  return canSpin(stream) ? spinnerView(stream) : plainView(stream);
}

/** A pseudo-terminal without a size has 0 columns, and ora would count infinitely many lines to clear. */
const canSpin = (stream: NodeJS.WriteStream): boolean => stream.isTTY === true && stream.columns > 0;

function plainView(stream: NodeJS.WritableStream): ProgressView {
  let last = '';
  const progress = (event: ProgressEvent) => {
    const line = lineOf(event);
    if (line !== undefined && line !== last) stream.write(`${line}\n`);
    if (event.type !== 'log') last = line ?? last;
  };
  return { progress, close: () => undefined };
}

function spinnerView(stream: NodeJS.WriteStream): ProgressView {
  const clock = { started: Date.now() };
  const spinner = ora({
    stream,
    discardStdin: false,
    suffixText: () => styleText('dim', elapsed(Date.now() - clock.started)),
  });
  /** While it spins, ora takes what is written to its stream and shows it above the spinner. */
  const above = (line: string) => {
    stream.write(`${line}\n`);
  };
  const start = (text: string) => {
    clock.started = Date.now();
    spinner.start(text);
  };
  const finish = (line: string) => {
    spinner.stop();
    above(line);
  };
  const progress = (event: ProgressEvent) => {
    const line = lineOf(event) ?? '';
    if (event.type === 'started') start(line);
    else if (event.type === 'status') spinner.text = line.trim();
    else if (event.type === 'log') above(styleText('dim', line));
    else if (event.type === 'finished') finish(`${styleText('green', '✓')} ${line}`);
    else if (line !== '') above(line);
  };
  return { progress, close: () => spinner.stop() };
}

function lineOf(event: ProgressEvent): string | undefined {
  switch (event.type) {
    case 'started':
      return event.text;
    case 'status':
      return `  ${event.text}`;
    case 'log':
      return `  | ${printable(event.line)}`;
    case 'unchanged':
      return `unchanged: ${event.name} (${event.digest})`;
    case 'finished':
      return `${event.step}: ${event.text}`;
    case 'warning':
      return `warning: ${event.text}`;
    case 'resource':
    case 'left':
      return undefined;
  }
}

function elapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
