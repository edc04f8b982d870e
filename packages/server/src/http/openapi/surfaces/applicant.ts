import { problemShape, problemStatuses } from "./problems.ts";
import type { Surface } from "./surface.ts";

/** The applicant's page and the calls that it makes. */
export const applicant: Surface = {
  name: "applicant",
  title: "Countersign: the applicant's page",
  description:
    "The page that an applicant opens by a session's link, and the calls that it makes. Each call responds with the " +
    "session's new state. The page is a part of the service; its calls are described for those who replace it.",
  owns: (path) => path.startsWith("/s/"),
  security: ({ path }) => (isCall(path) ? ["pageToken"] : []),
  headers: ({ path }) => (/\/(?:join|capture)$/.test(path) ? ["testOutcome"] : []),
  errors: problemShape("applicant"),
  statuses: (route) =>
    isCall(route.path) ? problemStatuses(route).filter((status) => status !== 403) : [404],
};

function isCall(path: string): boolean {
  return path.startsWith("/s/{id}/");
}
