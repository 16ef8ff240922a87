import type { ClientBase, QueryResult } from "pg";
import type { Lent } from "../sql/lease.ts";
import type { Row } from "../sql/session.ts";
import type { SqlParam } from "../sql/values.ts";
import { Failed } from "./failure.ts";
import { prepared } from "./prepared.ts";

/** A connection of a pool while somebody has it. What is asked of it is done one after the other. */
export class Connection implements Lent {
  readonly #client: ClientBase;
  #last: Promise<unknown> = Promise.resolve();
  #lost = false;

  constructor(client: ClientBase) {
    this.#client = client;
  }

  /** Whether it is of no more use to anybody. */
  get lost(): boolean {
    return this.#lost;
  }

  async get(statement: string, params: readonly SqlParam[]): Promise<Row | undefined> {
    return (await this.#ask(statement, params)).rows[0];
  }

  async all(statement: string, params: readonly SqlParam[]): Promise<readonly Row[]> {
    return (await this.#ask(statement, params)).rows;
  }

  async run(statement: string, params: readonly SqlParam[]): Promise<number> {
    return (await this.#ask(statement, params)).rowCount ?? 0;
  }

  /** Statements without parameters, in one go; gives what the last one did. */
  exec(...statements: readonly string[]): Promise<string | undefined> {
    return this.#inTurn(async () => {
      const results: QueryResult | readonly QueryResult[] = await this.#client.query(
        statements.join("; "),
      );
      return [results].flat().at(-1)?.command;
    });
  }

  #ask(statement: string, params: readonly SqlParam[]): Promise<QueryResult<Row>> {
    return this.#inTurn(() =>
      params.length === 0
        ? this.#client.query<Row>(statement)
        : this.#client.query<Row>({ ...prepared(statement), values: [...params] }),
    );
  }

  #inTurn<T>(query: () => Promise<T>): Promise<T> {
    const answer = this.#last.then(query).catch((error: unknown) => {
      const failed = new Failed(error);
      if (failed.kind === "lost") this.#lost = true;
      throw failed;
    });
    this.#last = answer.catch(() => {});
    return answer;
  }
}
