/** Everything that the rail can lead to, in its order. `key` is the second letter of `g …`. */
export const sections = [
  { id: "overview", group: "work", key: "o" },
  { id: "reviews", group: "work", key: "r" },
  { id: "sessions", group: "work", key: "s" },
  { id: "deliveries", group: "delivery", key: "d" },
  { id: "webhooks", group: "delivery", key: "w" },
  { id: "events", group: "delivery", key: "e" },
  { id: "interceptions", group: "delivery", key: "i" },
  { id: "project", group: "settings", key: "p" },
  { id: "registry", group: "settings", key: "y" },
  { id: "operators", group: "settings", key: "u" },
  { id: "audit", group: "settings", key: "a" },
  { id: "system", group: "settings", key: "m" },
] as const;
export type Section = (typeof sections)[number];
export const groups = ["work", "delivery", "settings"] as const;
