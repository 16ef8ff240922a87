import type { Row } from "./session.ts";

const MOST = 1024;

/**
 * What the texts of one column say, for rows that were read lately: reading a large JSON costs more
 * than all else about a row. A text is compared with the one that was read, so that what is
 * remembered is never older than the row; it is shared by all who read it and changed by none.
 */
export class Remembered<T> {
  readonly #column: string;
  readonly #read: (row: Row, column: string) => T;
  readonly #entries = new Map<unknown, { readonly text: unknown; readonly value: T }>();

  constructor(column: string, read: (row: Row, column: string) => T) {
    this.#column = column;
    this.#read = read;
  }

  of(row: Row): T {
    const { id } = row;
    const text = row[this.#column];
    const known = this.#entries.get(id);
    if (known !== undefined && known.text === text) return known.value;
    const value = this.#read(row, this.#column);
    this.#makeRoom(id);
    this.#entries.set(id, { text, value });
    return value;
  }

  /** The oldest goes; a row that is read again soon comes back soon. */
  #makeRoom(id: unknown): void {
    if (this.#entries.delete(id) || this.#entries.size < MOST) return;
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest);
  }
}
