import type { Report } from '../../domain/report.ts';
import { MOST_REPORT_BYTES } from './report-caps.ts';

/** What is kept of the slices of each gate, and of all, in a report that would be too large; the worst come first. */
const FEWER_SLICES_OF_A_GATE = 10;
const FEWER_SLICES = 100;

/** The text of report.json: on one line, and never larger than a report may be. gate.json keeps every slice. */
export function reportText(report: Report): string {
  const whole = `${JSON.stringify(report)}\n`;
  return sizeOf(whole) <= MOST_REPORT_BYTES ? whole : `${JSON.stringify(shortened(report))}\n`;
}

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

function shortened(report: Report): Report {
  const { verdict, slices, findings } = report;
  const gates = verdict.gates.map((gate) =>
    gate.slices === undefined ? gate : { ...gate, slices: gate.slices.slice(0, FEWER_SLICES_OF_A_GATE) },
  );
  return {
    ...report,
    verdict: { ...verdict, gates },
    slices: slices.slice(0, FEWER_SLICES),
    slicesLeftOut: report.slicesLeftOut + Math.max(0, slices.length - FEWER_SLICES),
    findings: findings.slice(0, FEWER_SLICES),
  };
}
