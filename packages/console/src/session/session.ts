import { useSyncExternalStore } from "react";

/**
 * Who is signed in. `unknown`: the page has just been opened, and asks the service. `browser`: by the
 * service's cookie, which no script can read. `token`: an operator's token, held in memory alone;
 * closing or reloading the page forgets it.
 */
export type Session =
  | { kind: "unknown" }
  | { kind: "none"; ended: boolean }
  | { kind: "browser" }
  | { kind: "token"; token: string };

/** What a call with the cookie must have to change something: no foreign page can send it. */
export const ownPageHeaders = { "x-countersign-console": "1" } as const;

const listeners = new Set<() => void>();
let current: Session = { kind: "unknown" };

function session(): Session {
  return current;
}

/** The service has set its cookie in this browser. */
export function signedInByCookie(): void {
  change({ kind: "browser" });
}

/** Uses a token from now on. Whether it is valid is for the caller to find out. */
export function signInWithToken(token: string): void {
  change({ kind: "token", token });
}

/** Forgets who was signed in. `ended`: the service ended the session, not the person. */
export function signOut({ ended = false } = {}): void {
  if (current.kind === "browser" && !ended) {
    // Whatever comes of it, this page has forgotten the session.
    void fetch("/manage/v1/session", { method: "DELETE", headers: ownPageHeaders }).catch(() => undefined);
  }
  if (current.kind !== "none") change({ kind: "none", ended });
}

export function useSession(): Session {
  return useSyncExternalStore(subscribe, session);
}

/** The headers that authenticate a call. */
export function credentials(): Record<string, string> {
  return current.kind === "token" ? { authorization: `Bearer ${current.token}` } : { ...ownPageHeaders };
}

function change(to: Session): void {
  current = to;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
