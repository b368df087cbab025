/** What one program took for one file. */
export interface Measured {
  readonly who: string;
  readonly rows: number;
  readonly format: string;
  /** Seconds of processor time, user and system. */
  readonly cpu: number;
  readonly wall: number;
  /** Most memory at any time. */
  readonly mib: number;
  readonly found: Readonly<Record<string, number>>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const NAMES: Readonly<Record<string, string>> = {
  ours: '**this project**',
  pandas: 'pandas + scikit-learn',
  polars: 'polars ¹',
  duckdb: 'DuckDB ²',
  evidently: 'evidently ³',
};

/** A Markdown table, a line per program and file, with how many times our processor time and memory it took. */
export function comparisonTable(measured: readonly Measured[]): string {
  const lines = measured.map((one) => {
    const ours = measured.find(({ who, rows, format }) => who === 'ours' && rows === one.rows && format === one.format);
    const times = (field: 'cpu' | 'mib') =>
      one.who === 'ours' ? '' : ` (${(one[field] / (ours?.[field] ?? Number.NaN) || 0).toFixed(1)} ×)`;
    return [
      `${one.rows / 1e6} M ${one.format}`,
      NAMES[one.who] ?? one.who,
      one.cpu.toFixed(2) + times('cpu'),
      one.wall.toFixed(2),
      one.mib.toFixed(0) + times('mib'),
    ];
  });
  const head = ['file', 'program', 'CPU s', 'wall s', 'MiB'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
