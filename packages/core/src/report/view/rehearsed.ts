import type { Report } from '../../domain/report.ts';

/** What was trained to judge a change: both commits, a model without a base, or none, because the data or its reach decided before. */
export function rehearsed({ verdict, rehearsal }: Pick<Report, 'verdict' | 'rehearsal'>): 'both' | 'new' | 'none' {
  if (verdict.candidate.job === '') return 'none';
  return rehearsal?.isNew === true ? 'new' : 'both';
}
