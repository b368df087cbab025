import { setSecret } from '@actions/core';

/** Masking shorter pieces would blank out ordinary words and digits of the log (actions/runner#326). */
const SHORTEST_MASK = 4;

/** Tells the runner to hide a secret: as a whole, each of its lines, and each value inside it when it is JSON. */
export function mask(secret: string): void {
  for (const piece of piecesOf(secret)) setSecret(piece);
}

/** What has to be hidden so that no readable part of the secret reaches the log. */
export function piecesOf(secret: string): readonly string[] {
  const pieces = [secret, ...secret.split(/\r\n|\r|\n/), ...jsonLeaves(secret)].map((piece) => piece.trim());
  return [...new Set(pieces)].filter((piece) => piece.length >= SHORTEST_MASK);
}

function jsonLeaves(text: string): readonly string[] {
  try {
    return leaves(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function leaves(value: unknown): readonly string[] {
  if (value === null || typeof value !== 'object') return [String(value)].flatMap((leaf) => leaf.split(/\r\n|\r|\n/));
  return Object.values(value).flatMap(leaves);
}
