/** What was worked out lately, by its key; whoever was not asked for longest goes. */
export class Recent<T> {
  readonly #most: number;
  readonly #known = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, make: () => T): T {
    const known = this.#known.get(key);
    const value = known ?? make();
    // A map keeps the order of insertion: what is put in again is the newest.
    if (known !== undefined) this.#known.delete(key);
    else if (this.#known.size >= this.#most) this.#forgetOldest();
    this.#known.set(key, value);
    return value;
  }

  #forgetOldest(): void {
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }
}
