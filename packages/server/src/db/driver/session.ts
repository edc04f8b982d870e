import type { Client } from "pg";
import { DatabaseError } from "../database-error.ts";
import type { Prepared } from "./prepared.ts";
import type { Turn } from "./turn.ts";

/** After these errors the connection is unusable: the server closes it, or it accepts no writes. */
const farewell = /^(57P0|25006)/;
/** A statement may take this much longer for each of its bytes: 1 s per MB. */
const msPerByte = 1 / 1000;
const largeBytes = 1_000_000;
/**
 * Maximum number of prepared statements per connection. Each costs the backend some 100 KB; the service often runs about
 * 80 texts.
 */
export const maxPrepared = 200;

/** The turns of one connection, one after another, and the state that its statements share. */
export class Session {
  closed = false;
  /** How long a statement may take, in milliseconds; `Infinity` means no limit. */
  timeoutMs = Number.POSITIVE_INFINITY;
  /** Called with each turn's error. */
  onFailure: ((error: unknown) => void) | undefined;
  /** By the statement's text. */
  readonly #prepared = new Map<string, Prepared>();
  /** Names of statements that are no longer used and still exist on the server. */
  #unused: string[] = [];
  readonly #client: Client;
  readonly #onLost: () => void;
  readonly #waiting: Turn[] = [];
  #current: Turn | null = null;
  #dueAt = 0;
  #names = 0;
  #uses = 0;
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

  /** What the server knows of this text, if it is prepared. */
  prepared(text: string): Prepared | undefined {
    const found = this.#prepared.get(text);
    if (found) found.lastUse = ++this.#uses;
    return found;
  }

  keep(text: string, prepared: Prepared): void {
    prepared.lastUse = ++this.#uses;
    this.#prepared.set(text, prepared);
  }

  /** Evicts the least recently used statement if the maximum is reached. */
  makeRoom(): void {
    if (this.#prepared.size < maxPrepared) return;
    let [oldest] = this.#prepared;
    for (const each of this.#prepared) if (oldest && each[1].lastUse < oldest[1].lastUse) oldest = each;
    if (oldest) this.forget(oldest[0], oldest[1]);
  }

  /** Makes the server close the statement before it parses the next one. */
  forget(text: string, prepared: Prepared): void {
    if (this.#prepared.get(text) === prepared) this.#prepared.delete(text);
    this.#unused.push(prepared.name);
  }

  /** As `forget`, for all statements: a table has changed, and perhaps more than one statement reads it. */
  forgetAll(): void {
    for (const { name } of this.#prepared.values()) this.#unused.push(name);
    this.#prepared.clear();
  }

  /** The names to close now. */
  takeUnused(): readonly string[] {
    const names = this.#unused;
    if (names.length > 0) this.#unused = [];
    return names;
  }

  /** The current turn has sent this many bytes, and gets more time for them. */
  sent(bytes: number): void {
    if (bytes > largeBytes) this.#dueAt += bytes * msPerByte;
  }

  /** Whether the current turn is overdue. */
  isOverdue(now: number): boolean {
    return this.#current !== null && now > this.#dueAt;
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

  /** Gives the current turn to the server again. */
  again(): void {
    if (this.#current) this.#client.query(this.#current);
  }

  /** The current turn has ended; with this error, if it failed. */
  finish(error?: unknown): void {
    this.#current = null;
    if (error !== undefined) this.onFailure?.(error);
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

  /** The connection is unusable from now on. */
  lose(): void {
    this.#client.connection.stream.destroy();
    if (this.closed) return;
    this.closed = true;
    this.#onLost();
  }

  #start(turn: Turn): void {
    this.#current = turn;
    this.#dueAt = performance.now() + this.timeoutMs;
    if (this.closed)
      turn.handleError(new DatabaseError("the connection to the database is closed", "CONNECTION_CLOSED"));
    else this.#client.query(turn);
  }
}
