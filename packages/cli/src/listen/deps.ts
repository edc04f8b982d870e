import type { Connection } from "../api/connection.ts";
import type { Backlog } from "./backlog.ts";
import type { Journal } from "./journal.ts";
import type { Tell } from "./notices.ts";
import type { ListenOptions } from "./options.ts";

/** What the parts of `listen` share. */
export interface ListenDeps {
  connection: Connection;
  options: ListenOptions;
  journal: Journal;
  backlog: Backlog;
  tell: Tell;
  now: () => number;
}
