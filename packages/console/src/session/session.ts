import { useSyncExternalStore } from "react";

/**
 * Who is signed in: an operator's token, held in memory alone. Closing or reloading the page
 * forgets it.
 */
export type Session = { kind: "none"; ended: boolean } | { kind: "token"; token: string };

const listeners = new Set<() => void>();
let current: Session = { kind: "none", ended: false };

function session(): Session {
  return current;
}

/** Uses a token from now on. Whether it is valid is for the caller to find out. */
export function signInWithToken(token: string): void {
  change({ kind: "token", token });
}

/** Forgets who was signed in. `ended`: the service ended the session, not the person. */
export function signOut({ ended = false } = {}): void {
  if (current.kind !== "none") change({ kind: "none", ended });
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, session);
}

/** The headers that authenticate a call. */
export function credentials(): Record<string, string> {
  return current.kind === "token" ? { authorization: `Bearer ${current.token}` } : {};
}

function change(to: Session): void {
  current = to;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
