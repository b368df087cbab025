import { type Html, html, NOTHING, type Part } from './html.ts';

export interface Column {
  readonly name: string;
  readonly numeric?: true;
  /** Sentences, which read badly when they are set against the right edge of a card. */
  readonly prose?: true;
}

/** Named explicitly, because a table that a narrow screen shows as cards is none any more to some screen readers. */
const ROLES = { table: 'table', group: 'rowgroup', row: 'row', cell: 'cell', head: 'columnheader', side: 'rowheader' };

/**
 * A table whose first column names its rows. On a narrow screen every row becomes a card, in which each cell carries the name of
 * its column. Cells are texts of anybody or markup of ours.
 */
export function dataTable(columns: readonly Column[], rows: readonly (readonly Part[])[], caption?: string): Html {
  const heads = columns.map(
    ({ name, numeric }) =>
      html`<th role="${ROLES.head}" scope="col"${numeric ? html` class="num"` : NOTHING}>${name}</th>`,
  );
  const title = caption === undefined ? NOTHING : html`<caption>${caption}</caption>`;
  return html`<table class="stack" role="${ROLES.table}">${title}<thead role="${ROLES.group}"><tr role="${ROLES.row}">${heads}</tr></thead><tbody role="${ROLES.group}">${rows.map((row) => rowOf(columns, row))}</tbody></table>`;
}

function rowOf(columns: readonly Column[], row: readonly Part[]): Html {
  const cells = row.map((cell, index) => {
    if (index === 0) return html`<th role="${ROLES.side}" scope="row">${cell}</th>`;
    const { name = '', numeric, prose } = columns[index] ?? {};
    if (cell === '' || cell === undefined) return html`<td role="${ROLES.cell}"></td>`;
    return html`<td role="${ROLES.cell}" data-label="${name}"${numeric ? html` class="num"` : prose ? html` class="prose"` : NOTHING}><div>${cell}</div></td>`;
  });
  return html`<tr role="${ROLES.row}">${cells}</tr>`;
}

/** A part that is folded until somebody asks for it. */
export const folded = (title: string, body: Part): Html => html`<details><summary>${title}</summary>${body}</details>`;
