import type { Handlers } from '../contracts.ts';
import type { LogStore } from '../store/log-store.ts';
import { describeHandlers } from './describe.ts';
import { filterLogEvents } from './filter-log-events.ts';
import { getLogEvents } from './get-log-events.ts';

export function logsHandlers(logs: LogStore): Handlers {
  return { ...describeHandlers(logs), GetLogEvents: getLogEvents(logs), FilterLogEvents: filterLogEvents(logs) };
}
