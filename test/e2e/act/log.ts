/** What act told about a run. */
export interface ActLog {
  /** `<step id>.<output>` → value, also under `<job id>/<step id>.<output>`. A step without an id goes by its place, from 0. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Step id or place → `success`, `failure` or `skipped`. */
  readonly steps: Readonly<Record<string, string>>;
  /** Job id → `success` or `failure`; a job that was skipped is not there. */
  readonly jobs: Readonly<Record<string, string>>;
  /** The job summaries as a reviewer reads them, in the order they were written. */
  readonly summaries: readonly string[];
  readonly text: string;
}

interface Line {
  readonly msg?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly jobID?: string;
  readonly jobResult?: string;
  readonly stepID?: readonly string[];
  readonly stage?: string;
  readonly stepResult?: string;
}

/** Reads what `act --json` printed. */
export function readActLog(printed: string): ActLog {
  const lines = printed.split('\n').map(lineOf);
  return {
    outputs: { ...outputsOf(lines, () => ''), ...outputsOf(lines, ({ jobID }) => `${jobID}/`) },
    steps: pairs(lines, ({ stepResult, stage, stepID }) =>
      stepResult !== undefined && stage === 'Main' ? [stepID?.at(-1) ?? '', stepResult] : undefined,
    ),
    jobs: pairs(lines, ({ jobID, jobResult }) => (jobResult === undefined ? undefined : [jobID ?? '', jobResult])),
    summaries: lines.flatMap(({ command, content }) => (command === 'summary' ? [content ?? ''] : [])),
    text: lines.map(({ msg }) => msg ?? '').join('\n'),
  };
}

const outputsOf = (lines: readonly Line[], prefix: (line: Line) => string) =>
  pairs(lines, (line) =>
    line.command === 'set-output' ? [`${prefix(line)}${line.stepID?.at(-1)}.${line.name}`, line.arg] : undefined,
  );

const pairs = (lines: readonly Line[], pair: (line: Line) => readonly [string, string | undefined] | undefined) =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const found = pair(line);
      return found === undefined ? [] : [[found[0], found[1] ?? '']];
    }),
  );

const lineOf = (text: string): Line => (text.startsWith('{') ? (JSON.parse(text) as Line) : { msg: text });
