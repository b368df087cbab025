import type { Report } from '../../domain/report.ts';

/** How a report is shown to people; nothing that a stage decides depends on it. */
export interface Reports {
  /** One page that loads nothing. */
  html(report: Report): string;
  /** Markdown. */
  modelCard(report: Report): string;
}
