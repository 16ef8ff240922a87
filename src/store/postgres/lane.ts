/**
 * One after the other. What met another transaction is run again in here: those of one node that
 * want the same row would else undo each other again and again, and the last of them give up.
 */
export class Lane {
  #last: Promise<unknown> = Promise.resolve();

  through<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
