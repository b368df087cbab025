import { endGroup, startGroup, warning } from '@actions/core';
import type { Progress, ProgressEvent } from '@mlops-actions/core';
import type { LogFence } from './log-fence.ts';

export interface ProgressLog {
  readonly progress: Progress;
  /** Closes what is open, so that what follows is read as ours and stands outside of any group. */
  close(): void;
}

/** Tells a stage's progress as a runner log: one group per step, its result below the group where it is seen unfolded. */
export function createProgressLog(fence: LogFence, remember: Progress): ProgressLog {
  let inGroup = false;
  let lastStatus = '';
  const close = () => {
    fence.close();
    if (inGroup) endGroup();
    inGroup = false;
  };
  const open = (title: string) => {
    close();
    startGroup(title);
    inGroup = true;
  };
  /** A status is said when it changes, not with every poll. */
  const say = (text: string) => {
    if (text !== lastStatus) fence.print(text);
    lastStatus = text;
  };
  const outside = (text: string) => {
    close();
    fence.print(text);
    fence.close();
  };
  const show = (event: ProgressEvent): void => {
    switch (event.type) {
      case 'started':
        return open(event.text);
      case 'status':
        return say(event.text);
      case 'log':
        return fence.print(event.line);
      case 'unchanged':
        return outside(`unchanged: ${event.name} (${event.digest})`);
      case 'finished':
        return outside(`${event.step}: ${event.text}`);
      case 'warning':
        fence.close();
        return warning(event.text);
      case 'resource':
        return undefined;
    }
  };
  return {
    progress: (event) => {
      remember(event);
      show(event);
    },
    close,
  };
}
