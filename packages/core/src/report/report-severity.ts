import type { Report } from '../domain/report.ts';
import { headline, type State } from './view/headline.ts';

const SEVERITY: Readonly<Record<State, number>> = { neutral: 1, pass: 0, warn: 2, inconclusive: 3, fail: 4 };

/** How much a report asks of its reader, from 0 on: what is refused comes before what passed. */
export const reportSeverity = (report: Pick<Report, 'verdict' | 'rehearsal'>): number =>
  SEVERITY[headline(report).state];
