import { TableUnreadable } from './table.ts';

/** One sentence about a file that ends the reading of its table. */
export const unreadable = (file: string, path: string, message: string, line?: number): TableUnreadable =>
  new TableUnreadable([{ file, path, message, ...(line === undefined ? {} : { line }) }]);
