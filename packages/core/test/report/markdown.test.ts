import { expect, it } from '@jest/globals';
import { code, escapeMarkdown, table } from '../../src/report/markdown.ts';

it.each([
  ['a|b', 'a\\|b'],
  ['`rm`', '\\`rm\\`'],
  ['two\nlines\r\n- three', 'two lines - three'],
  ['<img src=x>', '&lt;img src=x&gt;'],
  ['&lt;', '&amp;lt;'],
  ['[a](b) ![c]', '\\[a\\](b) !\\[c\\]'],
  ['*_~', '\\*\\_\\~'],
  ['@octocat', '@\u200Boctocat'],
  ['fixes #123', 'fixes #\u200B123'],
  ['https://example.com', 'https:\u200B//example.com'],
  ['www.example.com', 'www\u200B.example.com'],
])('makes %j harmless', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});

it('cuts what is longer than a cell', () => {
  expect(escapeMarkdown('x'.repeat(100))).toBe(`${'x'.repeat(79)}…`);
});

it.each([
  ['name', '`name`'],
  ['a|b', '`a\\|b`'],
  ['with ` tick', '`` with ` tick ``'],
  ['two\nlines', '`two lines`'],
])('shows %j as code', (text, shown) => {
  expect(code(text)).toBe(shown);
});

it('aligns numeric columns to the right', () => {
  expect(table(['a', 'b'], [['x', '1']], [1])).toBe('| a | b |\n| --- | ---: |\n| x | 1 |');
});
