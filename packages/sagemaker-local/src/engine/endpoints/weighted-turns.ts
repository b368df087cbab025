/** Hands out names in proportion to their weights. */
export interface Turns {
  next(): string;
}

/**
 * Smooth weighted round robin: every turn each name gains its weight, the highest goes and pays the total. The shares
 * are exact over one cycle, where random draws would only come near; names of weight 0 never come.
 */
export function weightedTurns(entries: readonly { readonly name: string; readonly weight: number }[]): Turns {
  const credits = entries.filter(({ weight }) => weight > 0).map((entry) => ({ ...entry, credit: 0 }));
  const total = credits.reduce((sum, { weight }) => sum + weight, 0);
  return {
    next() {
      for (const entry of credits) entry.credit += entry.weight;
      const [chosen] = [...credits].sort((a, b) => b.credit - a.credit);
      if (chosen === undefined) return entries[0]?.name ?? '';
      chosen.credit -= total;
      return chosen.name;
    },
  };
}
