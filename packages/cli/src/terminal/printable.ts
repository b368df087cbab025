import { stripVTControlCharacters } from 'node:util';

/** A line that somebody else wrote: it must not move the cursor, clear the screen or set the title of a person's terminal. */
export const printable = (line: string): string => stripVTControlCharacters(line).replace(/[^\P{Cc}\t]/gu, '');
