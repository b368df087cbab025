import { StringDecoder } from 'node:string_decoder';

/** CloudWatch Logs takes events up to 256 KiB; a longer line is cut there and marked. */
export const maxLineBytes = 256 * 1024;

const cutMark = ' … [line cut]';

/** Turns chunks of bytes into whole lines without their line ends. */
export interface LineSplitter {
  push(chunk: Buffer): void;
  /** Hands out what is left when the stream has ended without a final line end. */
  end(): void;
}

/** Calls `onLine` once per line, `\n` and `\r\n` alike; the part of a line beyond {@link maxLineBytes} is dropped. */
export function splitLines(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let pending = '';
  let cut = false;

  const add = (text: string) => {
    const room = maxLineBytes - cutMark.length * 3 - Buffer.byteLength(pending);
    if (cut || Buffer.byteLength(text) <= room) {
      pending += cut ? '' : text;
      return;
    }
    pending += Buffer.from(text).subarray(0, Math.max(0, room)).toString() + cutMark;
    cut = true;
  };
  const flush = () => {
    onLine(pending.endsWith('\r') ? pending.slice(0, -1) : pending);
    pending = '';
    cut = false;
  };

  return {
    push(chunk) {
      const parts = decoder.write(chunk).split('\n');
      parts.forEach((part, index) => {
        add(part);
        if (index < parts.length - 1) flush();
      });
    },
    end() {
      add(decoder.end());
      if (pending !== '') flush();
    },
  };
}
