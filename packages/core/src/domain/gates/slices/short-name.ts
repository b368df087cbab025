const MAX_LENGTH = 80;

/** The name of a slice for a sentence: on one line, cut where no reader follows any more. */
export function shortName(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH).join('')}…` : line;
}
