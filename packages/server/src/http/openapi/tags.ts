import type { OpenApiDocument } from "./openapi-document.ts";
import { type Surface, surfaceOf } from "./surfaces/index.ts";

/** Descriptions of the management API's tags. */
const descriptions: Readonly<Record<string, string>> = {
  projects: "Tenants: their settings, secrets, API keys and static addresses.",
  "sign-in": "Signing in to the console, and out of it: passwords, second factors, passkeys, one-time links.",
  account: "One's own account: preferences, password, factors, sessions, tokens.",
  operators: "The people who may sign in: their roles, invitations, sessions and tokens.",
  operations: "Settings of the loyalty operations: upstreams, the acquiring bank, KYC levels.",
  audit: "Who did what, when and from where.",
  registry: "People and border crossings: the local registry, its imports and its HTTP sources.",
  sessions: "Verifications of people: their states, outcomes and erasure.",
  reviews: "Decisions that operators have to make.",
  subjects: "Erasure of those whom recorded events name.",
  users: "Erasure of users.",
  events: "Events that were recorded.",
  "event types": "What can happen: the catalog, and what projects add to it.",
  deliveries: "Events on their way to webhooks, with every attempt.",
  replays: "Deliveries that are sent again in bulk.",
  webhooks: "Addresses of events and hooks, with their settings and secrets.",
  system: "The service itself.",
  stream: "What happens, as it is committed.",
  stats: "How much happened, as time series.",
  interception: "Hooks that are asked before something happens, and what they said.",
};

/**
 * The tags of the operations with their descriptions, grouped by surface for renderers that support
 * groups.
 */
export function tagsOf(
  paths: OpenApiDocument["paths"],
  surfaces: readonly Surface[],
): Pick<OpenApiDocument, "tags" | "x-tagGroups"> {
  const groups = surfaces.map((surface) => {
    const operations = Object.entries(paths)
      .filter(([path]) => surfaceOf(path) === surface)
      .flatMap(([, methods]) => Object.values(methods));
    return { surface, tags: [...new Set(operations.flatMap(({ tags }) => tags))] };
  });
  return {
    tags: groups.flatMap(({ surface, tags }) =>
      tags.map((name) => ({
        name,
        description: name === surface.name ? surface.description : (descriptions[name] ?? ""),
      })),
    ),
    "x-tagGroups": groups
      .filter(({ tags }) => tags.length > 0)
      .map(({ surface, tags }) => ({ name: surface.title.replace("Countersign: ", ""), tags })),
  };
}
