import type { Report } from '../../../domain/report.ts';
import { precisionRecallChart, rocChart } from '../charts/curves.ts';
import { residualChart, scoreChart } from '../charts/histograms.ts';
import { historyChart } from '../charts/history.ts';
import { reliabilityChart } from '../charts/reliability.ts';
import { type Html, html, NOTHING } from '../html.ts';

/** Everything that can be drawn for the task. */
export function chartsSection({ charts }: Report): Html {
  const drawn = [
    rocChart(charts),
    precisionRecallChart(charts),
    reliabilityChart(charts),
    scoreChart(charts.candidate),
    residualChart(charts.candidate),
  ].filter((chart) => chart !== undefined);
  return drawn.length === 0
    ? NOTHING
    : html`<section id="charts"><h2>Charts</h2><div class="charts">${drawn}</div></section>`;
}

/** The verdicts before this one. */
export function historySection(report: Report): Html {
  const drawn = historyChart(report);
  return drawn === undefined ? NOTHING : html`<section id="history"><h2>History</h2>${drawn}</section>`;
}
