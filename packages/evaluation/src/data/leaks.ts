import type { ByteSource } from '../read/table.ts';
import type { Cell } from './cells.ts';
import { counted, type Draft, shownNumber } from './draft.ts';
import { mostExpected } from './expected-repeats.ts';
import type { HeldOutKeys } from './held-out-keys.ts';
import { Offences, type RowPlace } from './offences.ts';
import { RowNumbers } from './row-numbers.ts';
import type { RowWatcher } from './rows.ts';

/** What is known of a table in which held-out rows are looked for. */
export interface LeakQuestion {
  readonly header: readonly string[];
  /** The id column, when this table has it. */
  readonly id: string | undefined;
  /** Rows of a table of something else, e.g. products, may have the ids of held-out rows. */
  readonly isExamples: boolean;
  /** The ids are declared to be what rows are about, even where they look like numbers of rows. */
  readonly idsName: boolean;
  /** Largest share of held-out rows that may be in training under other ids, or in a table without ids. */
  readonly maxShare: number | undefined;
}

const NO_JUDGE = 'a model that has seen them cannot be judged on them';

/** Looks for held-out rows in a table that training sees, and for their ids in one of examples. */
export class Leaks implements RowWatcher {
  readonly #heldOut: HeldOutKeys;
  readonly #question: LeakQuestion;
  readonly #keyIn: ((cells: readonly Cell[]) => string) | undefined;
  readonly #numbers = new RowNumbers();
  /** Rows that are equal to a held-out one, and of them those that have its id and those that have not. */
  readonly #rows = new Equal();
  readonly #copies = new Equal();
  readonly #twins = new Equal();
  /** Other rows with the id of a held-out one. */
  readonly #ids = new Offences();

  constructor(heldOut: HeldOutKeys, question: LeakQuestion) {
    this.#heldOut = heldOut;
    this.#question = question;
    this.#keyIn = heldOut.key.inTable(question.header);
  }

  see(cells: readonly Cell[], place: RowPlace): void {
    this.#numbers.see(place);
    const key = this.#keyIn === undefined ? undefined : this.#heldOut.find(this.#keyIn(cells));
    const keyOfId = place.id === undefined ? undefined : this.#heldOut.keyOf(place.id);
    const isCopy = key !== undefined && key === keyOfId;
    if (key !== undefined && (isCopy || this.#heldOut.key.compared.isTelling)) {
      this.#rows.see(place, key);
      (isCopy ? this.#copies : this.#twins).see(place, key);
    } else if (keyOfId !== undefined && this.#question.isExamples) this.#ids.add(place);
  }

  findings(): readonly Draft[] {
    return [];
  }

  /** What it has to say of all `rows`, for which the `files` are read once more if repeats could explain what was found. */
  async drafts(rows: number, files: readonly ByteSource[]): Promise<readonly Draft[]> {
    return [...(await this.#rowDrafts(rows, files)), ...this.#idDrafts(rows)];
  }

  /** Two tables that each number their rows have the same ids, whatever the rows are; their columns tell, if there are enough. */
  get #idsIdentify(): boolean {
    const areNumbers = this.#numbers.areIds && this.#heldOut.numbers.areIds;
    return this.#question.idsName || !this.#heldOut.key.compared.isWhole || !areNumbers;
  }

  async #rowDrafts(of: number, files: readonly ByteSource[]): Promise<readonly Draft[]> {
    const { id, maxShare } = this.#question;
    if (id === undefined && maxShare === undefined) return leaked(this.#rows, of);
    if (this.#idsIdentify) return [...leaked(this.#copies, of), ...(await this.#alike(this.#twins, of, files))];
    return this.#alike(this.#rows, of, files);
  }

  /** Rows that may be held-out rows, or may only look like them. */
  async #alike(offences: Equal, of: number, files: readonly ByteSource[]): Promise<readonly Draft[]> {
    const { count } = offences;
    if (count === 0) return [];
    const { header, id, maxShare } = this.#question;
    const heldOut = this.#heldOut;
    const found = [...offences.keys].reduce((sum, key) => sum + heldOut.times(key), 0);
    const share = found / heldOut.rows;
    const { severity, why } =
      maxShare === undefined
        ? explained(found, await mostExpected(heldOut, { files, header, id }))
        : allowed(share, maxShare);
    const shared = `all shared columns${id === undefined ? '' : ' but the id'}`;
    const equal = `${counted(count)} of its rows equal held-out rows in ${shared}`;
    const message = `${equal}, ${counted(found)} of all ${counted(heldOut.rows)} (${percent(share)})${why}.`;
    return [{ code: 'TEST_ROWS_IN_TRAINING', severity, count, of, message, offences }];
  }

  #idDrafts(of: number): readonly Draft[] {
    const { count } = this.#ids;
    const { id: column } = this.#question;
    if (count === 0 || column === undefined) return [];
    const shared = { column, count, of, offences: this.#ids } as const;
    const found = `${counted(count)} of its rows have the id of a held-out row`;
    if (this.#idsIdentify) {
      const message = `${found}; a model that has seen what they are about cannot be judged on it. Other things need other ids.`;
      return [{ ...shared, code: 'TEST_IDS_IN_TRAINING', severity: 'error', message }];
    }
    const message = `${found} and are other rows: both tables number their rows from the first one on. If the numbers name things, name the column in "group" too.`;
    return [{ ...shared, code: 'TEST_IDS_REUSED', severity: 'warning', message }];
  }
}

/** Rows that are equal to held-out ones, and the keys of these. */
class Equal extends Offences {
  readonly keys = new Set<number>();

  see(place: RowPlace, key: number): void {
    this.add(place);
    this.keys.add(key);
  }
}

function leaked(offences: Offences, of: number): readonly Draft[] {
  const { count } = offences;
  if (count === 0) return [];
  const message = `${counted(count)} of its rows are held-out rows too; ${NO_JUDGE}.`;
  return [{ code: 'TEST_ROWS_IN_TRAINING', severity: 'error', count, of, message, offences }];
}

interface Judged {
  readonly severity: Draft['severity'];
  readonly why: string;
}

const allowed = (share: number, most: number): Judged => ({
  severity: share > most ? 'error' : 'warning',
  why: `; at most ${percent(most)} may be found in training`,
});

function explained(found: number, most: number): Judged {
  if (most === 0) return { severity: 'error', why: `, and training itself repeats no row; ${NO_JUDGE}` };
  const why = `; repeats within training explain up to ${counted(Math.floor(most))}`;
  return found > most ? { severity: 'error', why: `${why}, and ${NO_JUDGE}` } : { severity: 'warning', why };
}

const percent = (share: number): string => `${shownNumber(Number((share * 100).toPrecision(3)))} %`;
