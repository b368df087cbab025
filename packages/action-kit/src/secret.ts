import { inspect } from 'node:util';

const HIDDEN = '***';

/** A value that cannot be printed by accident: text, JSON and inspection show asterisks. Only `unwrap` gives it away. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  unwrap(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
