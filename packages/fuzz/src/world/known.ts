import type { Random } from "../random.ts";

const heldPerKind = 200;
const prefixed = /^([a-z]{3,5})_[0-9A-Za-z_-]{10,}$/;
const linkSecret = /#(csl_[0-9A-Za-z_-]{10,})$/;
const publicId = /^[a-z0-9]?[A-Za-z0-9_-]{21}$/;
/**
 * The kind of a 21-character id only follows from its field's name; a bare `id` usually is a
 * session's.
 */
const publicIds: Record<string, string> = {
  projectId: "project",
  sessionId: "session",
  attemptId: "attempt",
  id: "session",
};

/**
 * The ids that the service has returned so far, by kind: the letters before `_`, `project` and
 * `session`, or the field's name if it is a number of a compatible API. The last 200 of each are
 * kept, so that memory does not grow with the run.
 */
export interface Known {
  add(kind: string, id: string): void;
  /** Collects every id in a response's JSON. */
  harvest(answer: unknown): void;
  /** Forgets all ids except those of these kinds. */
  keepOnly(kinds: readonly string[]): void;
  /** Null if none of the kind was seen. */
  pick(random: Random, kind: string): string | null;
}

export function createKnown(): Known {
  const byKind = new Map<string, string[]>();
  const add = (kind: string, id: string) => {
    const list = byKind.get(kind) ?? [];
    byKind.set(kind, list);
    if (list.includes(id)) return;
    if (list.length >= heldPerKind) list.shift();
    list.push(id);
  };
  const harvest = (answer: unknown, name = "", depth = 0): void => {
    if (depth > 6) return;
    if (typeof answer === "string") {
      const kind = prefixed.exec(answer)?.[1];
      const secret = linkSecret.exec(answer)?.[1];
      if (kind !== undefined) add(kind, answer);
      else if (secret !== undefined) add("csl", secret);
      else if (publicId.test(answer) && publicIds[name] !== undefined) add(publicIds[name], answer);
      else if (/^\d{1,12}$/.test(answer) && /(userId|documentId)$/.test(name)) add(name, answer);
      else if (name === "uuid" || name === "identificationId" || name === "queryId") add(name, answer);
    } else if (Array.isArray(answer)) {
      for (const item of answer.slice(0, 20)) harvest(item, name, depth + 1);
    } else if (answer !== null && typeof answer === "object") {
      for (const [key, value] of Object.entries(answer)) harvest(value, key, depth + 1);
    }
  };
  return {
    add,
    harvest: (answer) => harvest(answer),
    keepOnly(kinds) {
      for (const kind of byKind.keys()) if (!kinds.includes(kind)) byKind.delete(kind);
    },
    pick(random, kind) {
      const list = byKind.get(kind) ?? [];
      return list.length > 0 ? random.pick(list) : null;
    },
  };
}
