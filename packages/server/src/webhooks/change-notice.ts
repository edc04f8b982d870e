import type { ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { afterCommit, type Tx } from "../db/index.ts";

/**
 * Where all processes are notified that a project's webhooks or signing secrets changed; the
 * payload is its id.
 */
export const webhooksChannel = "countersign_webhooks";

type Listener = (projectId: ProjectId) => void;

// In addition to the notification: that comes a moment after the commit, and this process must see
// its own change at once.
const here = new Set<Listener>();

/** Calls this process's listeners right after the commit, and notifies other processes with it. */
export async function announceChange(tx: Tx, projectId: ProjectId): Promise<void> {
  await sql`select pg_notify(${webhooksChannel}, ${projectId})`.execute(tx);
  afterCommit(tx, () => {
    for (const listener of here) listener(projectId);
  });
}

/** Calls the listener for changes that this process made; returns a function that ends it. */
export function onChangeHere(listener: Listener): () => void {
  here.add(listener);
  return () => {
    here.delete(listener);
  };
}
