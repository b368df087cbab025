import { escapeMarkdown, folded } from '../markdown.ts';
import { sizeOf } from './budget.ts';

const BUDGET = 65_000;
const NOTE = '> ⏳ **Outdated:** ';

/**
 * A comment whose verdict is about something that is no longer proposed: why, its heading struck through, the rest folded. Markers
 * (HTML comments at its start or end) stay where they are. An outdated comment stays as it is. `reason` is half a sentence.
 */
export function staleComment(body: string, reason: string): string {
  const [, before = '', shown = '', after = ''] =
    /^((?:\s*<!--.*?-->\s*)*)(.*?)((?:\s*<!--.*?-->\s*)*)$/su.exec(body) ?? [];
  if (shown.startsWith(NOTE)) return body;
  const [first = '', ...rest] = shown.trim().split('\n');
  const head = `${before}${NOTE}${escapeMarkdown(reason, 200)}.\n\n${struck(first)}`;
  const outdated = `${head}\n\n${folded('What it said', rest.join('\n').trim())}${after}`;
  // Without its details rather than not at all.
  return sizeOf(outdated) <= BUDGET ? outdated : `${head}${after}`;
}

/** The line without its heading marks, which cannot stand inside a strike. */
const struck = (line: string): string => `~~${line.replace(/^#+\s*/, '').replaceAll('~~', '')}~~`;
