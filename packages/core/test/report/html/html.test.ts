import { expect, it } from '@jest/globals';
import { html, NOTHING, raw } from '../../../src/report/html/html.ts';

it.each([
  ['<b>', '&lt;b&gt;'],
  ['a & b', 'a &amp; b'],
  [`" onload='x'`, '&quot; onload=&#39;x&#39;'],
  ['a\u202Eb\u0000c\u200Bd', 'abcd'],
  ['two\nlines', 'two lines'],
  ['half a pair \uD83D', 'half a pair \uFFFD'],
])('escapes %j', (text, escaped) => {
  expect(html`${text}`.markup).toBe(escaped);
});

it('keeps markup of its own, lists and numbers', () => {
  expect(html`<p>${[html`<b>${1}</b>`, ' & ', NOTHING, undefined]}</p>`.markup).toBe('<p><b>1</b> &amp; </p>');
});

it('keeps the blanks that separate a text from its neighbours', () => {
  expect(html`${'The candidate of '}<b>x</b>`.markup).toBe('The candidate of <b>x</b>');
});

it('takes our own text as it is', () => {
  expect(html`<style>${raw('a>b{content:"x"}')}</style>`.markup).toBe('<style>a>b{content:"x"}</style>');
});

it('cuts a text that is no name any more, and not inside a surrogate pair', () => {
  const { markup } = html`${`${'x'.repeat(598)}😀😀`}`;

  expect(markup).toBe(`${'x'.repeat(598)}…`);
});
