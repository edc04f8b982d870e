import { type Permission, type StreamKind, streamKinds } from "@countersign/wire";
import { type BearerActor, reachOf } from "../../../access/index.ts";
import type { Wanted } from "../../../stream/index.ts";
import { narrowTo } from "../../caller.ts";

const permissions: Readonly<Record<StreamKind, Permission>> = {
  event: "events.read",
  delivery: "deliveries.read",
  session: "sessions.read",
  review: "reviews.decide",
  interception: "interceptions.read",
};

/** What a caller sees of what it asks for: each kind in the projects in which they may read it. */
export function wantedBy(
  actor: BearerActor,
  asked: { kind?: readonly StreamKind[] | undefined; projectId?: readonly string[] | undefined },
): Wanted {
  const wanted: Wanted = {};
  for (const kind of asked.kind ?? streamKinds) {
    const reach = reachOf(actor, permissions[kind]);
    if (reach === null) continue;
    const projects = narrowTo({ ...actor, reach }, asked.projectId);
    if (projects !== "none") wanted[kind] = projects ?? "everywhere";
  }
  return wanted;
}
