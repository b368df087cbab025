import type { Problem } from '../domain/error-catalogue.ts';

/** By file in the given order, then by line. What several checks found at one place is told once, by the first of them. */
export function inOrder(problems: readonly Problem[], files: readonly string[]): readonly Problem[] {
  const byPath = unique(problems, ({ path }) => path);
  const once = unique(byPath, ({ message }) => message);
  const rank = ({ file, line = 0, column = 0 }: Problem) => [files.indexOf(file), line, column] as const;
  return once.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  });
}

function unique(problems: readonly Problem[], by: (problem: Problem) => string): readonly Problem[] {
  const first = new Map<string, Problem>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.file, problem.line, problem.column, by(problem)]);
    if (!first.has(key)) first.set(key, problem);
  }
  return [...first.values()];
}
