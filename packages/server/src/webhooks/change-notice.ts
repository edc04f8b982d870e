import type { ProjectId } from "@countersign/wire";
import { sql } from "kysely";
import { afterCommit, type Tx } from "../db/index.ts";

/** Where every process hears that a project's webhooks or signing secrets changed; the payload is its id. */
export const webhooksChannel = "countersign_webhooks";

type Listener = (projectId: ProjectId) => void;

// Beside the notification: it comes a moment after the commit, and whoever made the change in this process
// must see it at once.
const here = new Set<Listener>();

/** Tells this process right after the commit, and the others by a notification that is part of it. */
export async function announceChange(tx: Tx, projectId: ProjectId): Promise<void> {
  await sql`select pg_notify(${webhooksChannel}, ${projectId})`.execute(tx);
  afterCommit(tx, () => {
    for (const listener of here) listener(projectId);
  });
}

/** Calls the listener for changes that this process made; returns what ends it. */
export function onChangeHere(listener: Listener): () => void {
  here.add(listener);
  return () => {
    here.delete(listener);
  };
}
