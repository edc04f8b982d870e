import type { Permission } from "@countersign/wire";

/**
 * Everything that the rail can lead to, in its order. `key` is the second letter of `g …`; `needs`: what a
 * person must be allowed to be led there.
 */
export const sections = [
  { id: "overview", group: "work", key: "o", needs: "projects.read" },
  { id: "reviews", group: "work", key: "r", needs: "reviews.decide" },
  { id: "sessions", group: "work", key: "s", needs: "sessions.read" },
  { id: "deliveries", group: "delivery", key: "d", needs: "deliveries.read" },
  { id: "webhooks", group: "delivery", key: "w", needs: "webhooks.read" },
  { id: "events", group: "delivery", key: "e", needs: "events.read" },
  { id: "interceptions", group: "delivery", key: "i", needs: "interceptions.read" },
  { id: "project", group: "settings", key: "p", needs: "projects.read" },
  { id: "registry", group: "settings", key: "y", needs: "registry.manage" },
  { id: "operators", group: "settings", key: "u", needs: "operators.manage" },
  { id: "audit", group: "settings", key: "a", needs: "audit.read" },
  { id: "system", group: "settings", key: "m", needs: "system.read" },
] as const satisfies readonly { id: string; group: string; key: string; needs: Permission }[];
export type Section = (typeof sections)[number];
export const groups = ["work", "delivery", "settings"] as const;
