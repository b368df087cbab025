import type { Report } from '../../domain/report.ts';
import { headline } from '../view/headline.ts';
import { html, raw } from './html.ts';
import { changeSection } from './sections/change.ts';
import { chartsSection, historySection } from './sections/charts.ts';
import { decidedSection } from './sections/decided.ts';
import { disagreementSection } from './sections/disagreement.ts';
import { findingsSection } from './sections/findings.ts';
import { gatesSection } from './sections/gates.ts';
import { metricsSection } from './sections/metrics.ts';
import { provenanceFooter } from './sections/provenance.ts';
import { slicesSection } from './sections/slices.ts';
import { verdictHeader } from './sections/verdict.ts';
import { STYLE } from './style.ts';

/** No script, no request: what the page may load is what is in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** From the verdict to the evidence, so that a reader may stop anywhere. */
const SECTIONS = [
  changeSection,
  decidedSection,
  metricsSection,
  slicesSection,
  disagreementSection,
  chartsSection,
  findingsSection,
  historySection,
  gatesSection,
];

/** A report as one self-contained HTML file: no script, no request; dark and light, readable on a phone and on paper. */
export function reportHtml(report: Report): string {
  const { word } = headline(report);
  const sections = SECTIONS.map((section) => section(report));
  return `${
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${word}: ${report.verdict.model}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the findings</a>
${verdictHeader(report)}
<main id="content" tabindex="-1">
${sections.flatMap((section) => [section, '\n'])}
</main>
${provenanceFooter(report)}
</body>
</html>
`.markup
  }`;
}
