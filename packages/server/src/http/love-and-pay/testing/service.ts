import { type EventId, idDay } from "@countersign/wire";
import { announce } from "../../../announcing/index.ts";
import { bodyContext } from "../../../events/index.ts";
import { greyPng } from "../../../images/testing/images.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

interface Answered {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
  body: any;
}

/** The Love&Pay calls with the rest of the service, and with events as in production. */
export interface KycService extends TestApi {
  /** Calls the surface, by default with the project's key. */
  kyc(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  /** The headers of an operator's call for the test's project. */
  operator: Record<string, string>;
  /** Completes the page at the address as an applicant: the session is then in review. */
  goThrough(verificationUrl: string): Promise<void>;
  /** Decides the session (`kyc_…`) as a reviewer. */
  decide(id: string, decision: object): Promise<void>;
  /** The only body that was recorded for a session, as it is sent. */
  message(id: string): Promise<string>;
}

/** Call it in `beforeAll` of a `*.db.test.ts`. */
export async function startKycService(): Promise<KycService> {
  const api = await startTestApi();
  const { app, deps, own, tokens } = api;
  deps.verification.onTransition = (tx, session, transition) => announce(deps, tx, session, transition);

  async function send(
    method: string,
    url: string,
    headers: Record<string, string>,
    payload?: string | Buffer,
  ) {
    const answer = await app.inject({
      method: method as "GET",
      url,
      headers,
      ...(payload !== undefined && { payload }),
    });
    const body = answer.payload.startsWith("{") ? answer.json() : answer.payload;
    return { status: answer.statusCode, headers: answer.headers as Record<string, unknown>, body };
  }

  return {
    ...api,
    operator: { "x-api-key": tokens.operator, "x-project-id": own.project.id },
    kyc(method, path, body, headers = { "x-api-key": tokens.project }) {
      const payload = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
      const type: Record<string, string> =
        payload === undefined ? {} : { "content-type": "application/json" };
      return send(method, `/api${path}`, { ...type, ...headers }, payload);
    },
    async goThrough(verificationUrl) {
      const { pathname, hash } = new URL(verificationUrl);
      const token = { "x-page-token": hash.slice(1) };
      const json = { ...token, "content-type": "application/json" };
      const steps = [
        await send("POST", `${pathname}/consent`, json, "{}"),
        await send("POST", `${pathname}/document-type`, json, '{"documentType":"passport"}'),
        await send("POST", `${pathname}/capture?kind=document_front`, { ...token, ...png }, picture),
        await send("POST", `${pathname}/capture?kind=selfie`, { ...token, ...png }, picture),
      ];
      const last = steps.at(-1)?.body.state;
      if (last !== "in_review") throw new Error(`the page was left in ${last}: ${JSON.stringify(steps)}`);
    },
    async decide(id, decision) {
      const { body } = await api.call("operator", "GET", "/reviews?status=open&limit=200");
      const review = body.data.find((one: { sessionId: string }) => `kyc_${one.sessionId}` === id);
      const answer = await api.call("operator", "POST", `/reviews/${review?.id}/decision`, decision);
      if (answer.status !== 200) throw new Error(`the decision was refused: ${JSON.stringify(answer.body)}`);
    },
    async message(id) {
      const row = await deps.db
        .selectFrom("events")
        .innerJoin("messages", "messages.eventId", "events.id")
        .where("events.subject", "=", id.slice("kyc_".length))
        .where("events.type", "like", "kyc.%")
        .select(["events.id", "messages.encoding", "messages.keyId", "messages.bodySealed"])
        .executeTakeFirstOrThrow();
      const keys = await deps.keyring.payloadKeys(deps.db, row.keyId);
      const key = keys?.on(idDay(row.id as EventId));
      if (!key) throw new Error("the key of a message is gone");
      return key.unseal(row.bodySealed, bodyContext(row.id as EventId, row.encoding)).toString("utf8");
    },
  };
}

const png = { "content-type": "image/png" };
const picture = greyPng(400);
