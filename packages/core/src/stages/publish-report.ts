import type { Report } from '../domain/report.ts';
import type { Ports } from './ports.ts';
import { flatMetrics } from './records/flat-metrics.ts';
import { modelQuality, QUALITY_FILE } from './records/model-quality.ts';
import { type RecordPlace, recordName, recordText } from './records/place.ts';
import { reportText } from './records/report-text.ts';
import type { VerdictFiles } from './results.ts';

/**
 * Publishes everything that a verdict is shown by: report.json and the same as one HTML file, flat metrics, the document of the
 * registry, and a model card. gate.json itself comes last, after its lineage: whoever finds it finds the rest.
 */
export async function publishReport(
  place: RecordPlace,
  report: Report,
  ports: Pick<Ports, 'objects' | 'reports'>,
): Promise<VerdictFiles> {
  const publish = (file: string, text: string) => ports.objects.publish(recordName(place, file), text);
  const { verdict, charts } = report;
  const [json, html, metrics, card] = await Promise.all([
    publish('report.json', reportText(report)),
    publish('report.html', ports.reports.html(report)),
    publish('metrics.json', recordText(flatMetrics(verdict))),
    publish('model-card.md', ports.reports.modelCard(report)),
    publish(QUALITY_FILE, recordText(modelQuality(verdict, charts.candidate))),
  ]);
  return { report: json, html, metrics, modelCard: card };
}
