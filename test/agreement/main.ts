/**
 * Compares every metric, interval, comparison, test and distance of the package with what scikit-learn, scipy and statsmodels said
 * of the same files. Ends at the first value that differs by more than 1e-9.
 *   node --conditions=@mlops-actions/source test/agreement/main.ts <folder that make.py filled>
 */
import { checkBinnedIntervals, checkBound, checkComparisons, checkMetrics } from './check-metrics.ts';
import { checkStatistics } from './check-statistics.ts';
import { evaluated } from './evaluated.ts';
import { type MeasuredTable, type RefusedTable, readExpected } from './expected.ts';
import { tally } from './tally.ts';

/** Tables from this size on are read once more with their scores in bins. */
const BINNED_FROM = 100_000;

const folder = process.argv[2] ?? '.';
const tables = readExpected(folder);
const found = tally();

for (const table of tables) {
  found.at(table.name);
  if ('refused' in table) await checkRefusal(table);
  else await check(table);
}
process.stdout.write(`${'compared'.padEnd(44)} times   largest difference\n${found.report()}\n`);
process.stdout.write(`${tables.length} tables agree\n`);

async function check(table: MeasuredTable): Promise<void> {
  const { evaluation, problems } = await evaluated(folder, table);
  if (evaluation === undefined)
    throw new Error(`Table ${table.name} was refused: ${problems.map(({ message }) => message).join(' ')}`);
  checkMetrics(evaluation, table, found);
  checkComparisons(evaluation, table, found);
  checkStatistics(evaluation, table.statistics, found);
  if (evaluation.rows < BINNED_FROM) return;
  const binned = await evaluated(folder, table, 1_000);
  if (binned.evaluation === undefined) throw new Error(`Table ${table.name} was refused when its scores were binned.`);
  checkBound(binned.evaluation, table, found);
  checkBinnedIntervals(binned.evaluation, table, found);
}

/** Predictions that are missing or doubled are a problem with their number, and nothing is measured. */
async function checkRefusal({ refused: { missing, repeated }, ...table }: RefusedTable): Promise<void> {
  const { evaluation, problems } = await evaluated(folder, table);
  const sentence = missing > 0 ? `${missing} held-out rows have no prediction` : `${repeated} rows repeat an id`;
  found.same('refused: nothing is measured', evaluation, undefined);
  found.same('refused: the rows that are wrong', problems[0]?.message.split(',')[0], sentence);
  found.same('refused: problems', problems.length, 1);
}
