import { count } from '../../domain/gates/numbers.ts';
import { championName } from '../../domain/judge-request.ts';
import type { Report } from '../../domain/report.ts';
import { digestCode, facts } from '../facts.ts';
import { caveats, measuredOn } from '../view/evidence.ts';
import { sliceTable } from './slice-parts.ts';
import { comparison, decidingList, nameCode, sentence, verdictHeading } from './verdict-parts.ts';

const MOST_SLICES = 20;

/**
 * What is known of a model from its judging, in the order of M. Mitchell et al., "Model Cards for Model Reporting" (2019): details,
 * metrics, evaluation data, quantitative analyses, caveats. What nobody measured (intended use, ethics) is left to its owner.
 */
export function modelCard(report: Report): string {
  const { verdict, provenance } = report;
  const { candidate, champion, heldOut, task } = verdict;
  const parts = [
    `# Model card: ${nameCode(verdict.model)}`,
    '## Model details',
    facts([
      ['Task', nameCode(task)],
      ['Model', digestCode(candidate.digest)],
      ...(candidate.image === '' ? [] : [['Image', nameCode(candidate.image)] as const]),
      ...(candidate.job === '' ? [] : [['Training job', nameCode(candidate.job)] as const]),
      ...(provenance.commit === undefined ? [] : [['Commit', nameCode(provenance.commit)] as const]),
    ]),
    '## Evaluation data',
    facts([
      ['Rows', count(heldOut.rows)],
      ['Content', digestCode(heldOut.digest)],
      ['Compared with', champion === undefined ? 'no earlier model' : championName(champion)],
    ]),
    verdictHeading(report),
    decidingList(verdict),
    '## Metrics',
    comparison(verdict, report.judgedBefore),
    ...(report.slices.length === 0 ? [] : ['## Slices', sliceTable(report, MOST_SLICES)]),
    '## Caveats',
    [
      ...[measuredOn(verdict), ...caveats(verdict, report.judgedBefore)].map((text) => `- ${sentence(text)}`),
      `- Rules ${digestCode(provenance.policy)}, verdict ${nameCode(provenance.gateId)}.`,
    ].join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
