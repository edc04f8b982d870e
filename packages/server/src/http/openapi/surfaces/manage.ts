import { problemShape, problemStatuses } from "./problems.ts";
import type { Surface } from "./surface.ts";

/** The management API. */
export const manage: Surface = {
  name: "manage",
  title: "Countersign: management API",
  description:
    "Projects, webhooks, deliveries, sessions, reviews and everything else that people and tools set up and look at. " +
    "Every error is an RFC 9457 problem with a stable `code`.",
  owns: (path) => path.startsWith("/manage/"),
  security: ({ config }) => (config.access === "public" ? [] : ["bearer"]),
  headers: ({ method, config }) =>
    method === "post" && config.idempotent !== false ? ["idempotencyKey"] : [],
  errors: problemShape("manage"),
  statuses: problemStatuses,
};
