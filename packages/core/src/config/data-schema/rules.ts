import type { DataSchemaFile } from './file.ts';

interface RuleProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type ColumnFile = NonNullable<DataSchemaFile['columns']>[string];

/** Mistakes between values of a document that has the right shape. */
export function schemaRuleProblems(document: DataSchemaFile): readonly RuleProblem[] {
  const columns = Object.entries(document.columns ?? {});
  return [
    ...order(['rows'], document.rows?.min, document.rows?.max),
    ...limits(document),
    ...columns.flatMap(([name, column]) => columnProblems(['columns', name], column)),
  ];
}

function columnProblems(path: readonly string[], column: ColumnFile): readonly RuleProblem[] {
  const isNumeric = column.type === 'number' || column.type === 'integer';
  const isOrdered = isNumeric || column.type === 'timestamp';
  const only = (key: keyof ColumnFile, fits: boolean, types: string): readonly RuleProblem[] =>
    column[key] === undefined || column[key] === false || fits
      ? []
      : [{ path: [...path, key], message: `"${key}" is for columns of type ${types}; this one is ${column.type}.` }];
  return [
    ...order(path, column.min, column.max),
    ...only('min', isNumeric, 'number or integer'),
    ...only('max', isNumeric, 'number or integer'),
    ...only('monotone', isOrdered, 'number, integer or timestamp'),
    ...only('newest-within', column.type === 'timestamp', 'timestamp'),
    ...(column.other !== undefined && column.values === undefined
      ? [{ path: [...path, 'other'], message: '"other" is a share outside of "values"; there are none.' }]
      : []),
  ];
}

function order(path: readonly string[], min: number | undefined, max: number | undefined): readonly RuleProblem[] {
  if (min === undefined || max === undefined || min <= max) return [];
  return [{ path: [...path, 'min'], message: `"min" is ${min} and "max" is ${max}; nothing lies between.` }];
}

function limits({ drift }: DataSchemaFile): readonly RuleProblem[] {
  const { warn = 0.1, limit = 0.25 } = drift ?? {};
  if (warn <= limit) return [];
  return [{ path: ['drift', 'warn'], message: `"warn" is ${warn}, above "limit", which is ${limit}.` }];
}
