import { examine, type LabelTable } from '@mlops-actions/evaluation';
import { MlopsError } from '../domain/errors.ts';
import { openChannel } from './channel-files.ts';
import { isLeak, problemsOf } from './data-findings.ts';
import type { MeasureConfig } from './evaluate-rows.ts';
import { heldOutRule } from './held-out-rule.ts';
import type { Ports } from './ports.ts';
import { trainingTables } from './training-tables.ts';

interface Asked {
  readonly labels: LabelTable;
  readonly redacted: ReadonlySet<string>;
}

/**
 * Refuses to judge by rows that training has seen, as the check of the data does, wherever mlops.yml says what training sees. That
 * files of it are not here or cannot be read is told: nobody knows then. Throws DATA_INVALID with the rows counted.
 */
export async function refuseTrainedRows(
  { data }: MeasureConfig,
  { labels, redacted }: Asked,
  ports: Ports,
): Promise<void> {
  if (data.kind === 'table') return;
  const tell = (why: string) =>
    ports.progress({
      type: 'warning',
      step: 'gates',
      text: `${why}, so nobody knows whether training has seen rows that judge.`,
    });
  const { label, id, group, weight } = labels;
  if (id === undefined) return tell('Rows have no ids');
  const channels = await Promise.all(
    Object.entries(data.channels).map(([name, path]) => openChannel(name, path, ports)),
  );
  for (const { name, files } of channels) if (files.length === 0) tell(`The data of channel "${name}" is not here`);
  const { findings } = await examine({
    training: await trainingTables(channels, { label, strict: false, lineOf: undefined }),
    heldOut: { name: 'held-out', files: labels.files },
    label,
    id,
    roles: [group, weight].filter((name) => name !== undefined),
    redacted,
    ...(await heldOutRule(data, ports)),
    now: ports.clock.now(),
  });
  for (const { code, file } of findings) if (code === 'TABLE_UNREADABLE') tell(`${file} cannot be read`);
  const leaks = findings.filter(isLeak);
  if (leaks.length > 0) throw new MlopsError('DATA_INVALID', { problems: problemsOf(leaks, data) });
}
