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
  const warn = (text: string) => {
    fence.close();
    warning(text);
  };
  const show = (event: ProgressEvent): void => {
    switch (event.type) {
      case 'started':
        open(event.text);
        break;
      case 'status':
        say(event.text);
        break;
      case 'log':
        fence.print(event.line);
        break;
      case 'unchanged':
        outside(`unchanged: ${event.name} (${event.digest})`);
        break;
      case 'finished':
        outside(`${event.step}: ${event.text}`);
        break;
      case 'warning':
        warn(event.text);
        break;
      case 'resource':
      case 'left':
        break;
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
