import type { Client } from "pg";
import { DatabaseError } from "../database-error.ts";
import type { Prepared } from "./prepared.ts";
import type { Turn } from "./turn.ts";

/** After these errors the server closes the connection. */
const farewell = /^57P0/;

/** The turns of one connection, one after another, and what its statements have in common. */
export class Session {
  closed = false;
  /** By the statement's text. */
  readonly prepared = new Map<string, Prepared>();
  readonly #client: Client;
  readonly #onLost: () => void;
  readonly #waiting: Turn[] = [];
  #current: Turn | null = null;
  #names = 0;
  #onRest: (() => void) | undefined;

  constructor(client: Client, onLost: () => void) {
    this.#client = client;
    this.#onLost = onLost;
  }

  get current(): Turn | null {
    return this.#current;
  }

  newName(): string {
    this.#names++;
    return `s${this.#names}`;
  }

  /** Whether a transaction was open when the server last waited for a statement. */
  get inTransaction(): boolean {
    return this.#client.getTransactionStatus() !== "I";
  }

  /** Gives the turn to the server, once those before it have ended. */
  run(turn: Turn): void {
    if (this.#current) this.#waiting.push(turn);
    else this.#start(turn);
  }

  /** Gives the current turn to the server once more. */
  again(): void {
    if (this.#current) this.#client.query(this.#current);
  }

  /** The current turn has ended; with this error, if it failed. */
  finish(error?: unknown): void {
    this.#current = null;
    if (error instanceof DatabaseError && farewell.test(error.code)) this.lose();
    const next = this.#waiting.shift();
    if (next) this.#start(next);
    else this.#onRest?.();
  }

  /** Resolves when no turn is left. Those that wait fail if the connection was closed before. */
  async rest(): Promise<void> {
    if (!this.#current) return;
    await new Promise<void>((resolve) => {
      this.#onRest = resolve;
    });
  }

  /** The connection is of no use any more. */
  lose(): void {
    this.#client.connection.stream.destroy();
    if (this.closed) return;
    this.closed = true;
    this.#onLost();
  }

  #start(turn: Turn): void {
    this.#current = turn;
    if (this.closed)
      turn.handleError(new DatabaseError("the connection to the database is closed", "CONNECTION_CLOSED"));
    else this.#client.query(turn);
  }
}
