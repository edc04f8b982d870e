import { call, type RequestOf } from "../api/call.ts";
import type { Connection } from "../api/connection.ts";
import { pageCall } from "../api/page-call.ts";
import { withSettings } from "./set-path.ts";
import type { FailureReason, Triggered, TriggerOptions } from "./triggered.ts";
import type { SessionWay } from "./ways.ts";

type StartBody = RequestOf<"startSession">["body"];

/** An invented person. */
const person: NonNullable<StartBody["expectedIdentity"]> = {
  firstName: "Ada",
  lastName: "Oak",
  birthDate: "1990-05-15",
  gender: "F",
  birthPlace: "London",
  nationality: "GB",
  documentType: "passport",
  documentNumber: "533401372",
};

/** Starts a session of the management API and moves it to the step that sends the event. */
export async function bySession(
  connection: Connection,
  way: SessionWay,
  { projectId, type, settings, fail }: TriggerOptions,
): Promise<Triggered> {
  const body = withSettings<StartBody>({ projectId, method: way.method, expectedIdentity: person }, settings);
  const started = await call(connection, "startSession", { body });
  const { status } = await bring(connection, way, started, fail);
  return { kind: "session", sessionId: started.id, type, status };
}

function bring(
  connection: Connection,
  { end }: SessionWay,
  { id, url }: { id: string; url: string },
  fail: FailureReason | null,
): Promise<{ status: string }> {
  switch (end) {
    case "succeeded":
      return simulate(connection, id, fail);
    case "failed":
      return simulate(connection, id, fail ?? "simulated");
    case "aborted":
      return call(connection, "abortSessionForApplicant", { path: { id } });
    case "consented":
      return throughPage(connection, { id, url }, ["consent"]);
    case "joined":
      return throughPage(connection, { id, url }, ["consent", "join"]);
  }
}

/** Ends a session: as failed for this reason, or, without one, as succeeded. */
export function simulate(
  connection: Connection,
  id: string,
  reason: FailureReason | null,
): Promise<{ status: string }> {
  const body =
    reason === null ? ({ outcome: "succeeded" } as const) : ({ outcome: "failed", reason } as const);
  return call(connection, "simulateSession", { path: { id }, body });
}

/** Takes the steps that an applicant takes on the page. */
async function throughPage(
  connection: Connection,
  session: { id: string; url: string },
  steps: readonly ("consent" | "join")[],
): Promise<{ status: string }> {
  for (const step of steps) await pageCall(connection, session, step);
  return call(connection, "getSession", { path: { id: session.id } });
}
