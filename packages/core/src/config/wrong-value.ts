import type { Note } from './notes.ts';
import { type Node, plain, type ScalarNode } from './tree.ts';

const MAX_SHOWN = 60;

/** One sentence: what is written, what is expected instead. */
export function wrongValue(node: Node, note: Note): string {
  const slip = note.slip?.(plain(node));
  if (slip !== undefined) return slip;
  if (node.kind === 'map') return `A map is written here; expected ${note.expects}.`;
  if (node.kind === 'list')
    return `${node.items.length === 0 ? 'The list is empty' : 'A list is written here'}; expected ${note.expects}.`;
  if (node.value === null) return `There is no value; expected ${note.expects}.`;
  return typeSlip(node, note) ?? `${shownScalar(node)} is not ${note.expects}.`;
}

/** A right value of the wrong type. */
function typeSlip(node: ScalarNode, note: Note): string | undefined {
  if (typeof node.value === 'string') return note.type === 'number' ? numberInText(node.value, note) : undefined;
  if (note.type !== 'text') return undefined;
  if (typeof node.value === 'number' && /^\d{12}$/.test(node.source))
    return `${node.source} looks like an account id and is read as a number; write "${node.source}" in quotes.`;
  const kind = typeof node.value === 'number' ? 'a number' : 'true or false';
  return `${node.source} is read as ${kind}, not as text; write "${node.source}" in quotes if it is ${note.expects}.`;
}

function numberInText(text: string, note: Note): string | undefined {
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text)?.[1];
  if (percent !== undefined) return `"${text}" is text; write the number ${Number(percent) / 100}.`;
  return text.trim() !== '' && Number.isFinite(Number(text))
    ? `"${text}" is text because of its quotes; write ${text} without them. Expected ${note.expects}.`
    : undefined;
}

const shownScalar = (node: ScalarNode) => (typeof node.value === 'string' ? shown(node.value) : shorten(node.source));

/** A text in quotes, cut to a length that a message can hold. */
export const shown = (text: string): string => JSON.stringify(shorten(text));

const shorten = (text: string) => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
