/** Sum of counts, or of anything. */
export const totalOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);
