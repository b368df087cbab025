import type { GateOutcome } from '../../domain/gates/gate.ts';
import type { State } from '../view/headline.ts';
import { type Html, html } from './html.ts';

/** A disc, a triangle, an octagon, a diamond with dots and a ring: told apart without colour, and on paper. */
const SHAPES: Readonly<Record<State, Html>> = {
  pass: html`<circle cx="12" cy="12" r="10" fill="currentColor"/><path d="m7 12.5 3.4 3.4L17 9" stroke="var(--surface)"/>`,
  warn: html`<path d="M12 2.5 22.5 21h-21z" fill="currentColor" stroke="currentColor" stroke-width="1.5"/><path d="M12 9.5v5M12 17.8v.2" stroke="var(--surface)"/>`,
  fail: html`<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z" fill="currentColor"/><path d="m8.5 8.5 7 7m0-7-7 7" stroke="var(--surface)"/>`,
  inconclusive: html`<path d="m12 1 11 11-11 11L1 12z" fill="currentColor"/><path d="M7.4 12h.01M12 12h.01M16.6 12h.01" stroke="var(--surface)" stroke-width="2.8"/>`,
  neutral: html`<circle cx="12" cy="12" r="9" stroke="currentColor"/><path d="M8 12h8" stroke="currentColor"/>`,
};

/** The shape of a state; it stands beside the word that says the same, so a screen reader skips it. */
export const icon = (state: State): Html =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${SHAPES[state]}</svg>`;

const OUTCOMES: Readonly<Record<GateOutcome, readonly [State, string]>> = {
  pass: ['pass', 'holds'],
  warn: ['warn', 'warns'],
  fail: ['fail', 'fails'],
  inconclusive: ['inconclusive', 'cannot be decided'],
  skipped: ['neutral', 'not asked'],
};

export const stateOfOutcome = (outcome: GateOutcome): State => OUTCOMES[outcome][0];

/** What a gate found, as a shape and a word. */
export function outcomeMark(outcome: GateOutcome): Html {
  const [state, word] = OUTCOMES[outcome];
  return html`<span class="mark ${state}">${icon(state)}<span>${word}</span></span>`;
}
