import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../../db/index.ts";
import { record } from "../../../events/index.ts";
import { changeConfig } from "../../../projects/index.ts";
import { startSession } from "../../../verification/index.ts";
import { residentForTest } from "../../../verification/testing/stage.ts";
import { type Caller, startTestApi, type TestApi } from "../../testing/api.ts";

const callers: Caller[] = [
  "nobody",
  "admin",
  "operator",
  "developer",
  "reviewer",
  "viewer",
  "own-developer",
  "outsider",
  "project",
  "stranger",
];

/**
 * Who may call what: the response's status for each of `callers`, in their order. Paths name resources of the own
 * project; `-` in place of an id is one that doesn't exist, where the role alone is of interest (an allowed caller gets
 * 404 or 422). Admins and operators succeed one after the other, so that the second finds an archived project archived.
 */
const matrix: [route: string, ...statuses: number[]][] = [
  ["POST /projects", 401, 422, 422, 403, 403, 403, 403, 403, 403, 403],
  ["GET /projects", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  ["GET /projects/{id}", 401, 200, 200, 200, 200, 200, 200, 404, 200, 404],
  ["PATCH /projects/{id}", 401, 200, 200, 403, 403, 403, 403, 404, 403, 403],
  ["POST /projects/{id}/archive", 401, 200, 409, 403, 403, 403, 403, 404, 403, 403],
  ["POST /projects/{id}/restore", 401, 200, 409, 403, 403, 403, 403, 404, 403, 403],
  ["GET /projects/{id}/api-keys", 401, 200, 200, 403, 403, 403, 403, 404, 403, 403],
  ["POST /projects/{id}/api-keys", 401, 422, 422, 403, 403, 403, 403, 404, 403, 403],
  ["GET /projects/{id}/api-keys/{keyId}", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["PATCH /projects/{id}/api-keys/{keyId}", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["POST /projects/{id}/api-keys/{keyId}/rotate", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["POST /projects/{id}/api-keys/{keyId}/revoke", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["POST /projects/{id}/rotate", 401, 422, 422, 403, 403, 403, 403, 404, 403, 403],
  ["POST /projects/{id}/rotate/end", 401, 422, 422, 403, 403, 403, 403, 404, 403, 403],
  ["POST /projects/{id}/rotate/switch", 401, 422, 422, 403, 403, 403, 403, 404, 403, 403],
  ["GET /projects/{id}/config", 401, 200, 200, 200, 403, 200, 200, 404, 200, 404],
  ["PATCH /projects/{id}/config", 401, 200, 200, 403, 403, 403, 403, 404, 403, 403],
  ["PUT /projects/{id}/logo", 401, 415, 415, 403, 403, 403, 403, 404, 403, 403],
  ["GET /projects/{id}/logo", 401, 404, 404, 404, 404, 404, 404, 404, 404, 404],
  ["DELETE /projects/{id}/logo", 401, 200, 200, 403, 403, 403, 403, 404, 403, 403],
  ["GET /projects/{id}/gateway", 401, 200, 200, 200, 403, 200, 200, 404, 200, 404],
  ["PUT /projects/{id}/gateway", 401, 422, 422, 403, 403, 403, 403, 404, 403, 403],
  ["GET /projects/{id}/payments", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["PUT /projects/{id}/payments", 401, 422, 422, 403, 403, 403, 403, 404, 403, 403],
  ["DELETE /projects/{id}/payments", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["PUT /projects/{id}/users/{userId}/kyc-level", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["POST /operators", 401, 422, 403, 403, 403, 403, 403, 403, 403, 403],
  ["GET /operators", 401, 200, 403, 403, 403, 403, 403, 403, 403, 403],
  ["GET /operators/{id}", 401, 404, 403, 403, 403, 403, 403, 403, 403, 403],
  ["PATCH /operators/{id}", 401, 404, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /operators/{id}/token", 401, 404, 403, 403, 403, 403, 403, 403, 403, 403],
  ["GET /session/options", 200, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  ["POST /session", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["DELETE /session", 401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /session/second-factor", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /session/passkey/options", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /session/passkey/verify", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /session/provider", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /session/provider/verify", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /session/confirm", 401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
  ["POST /links/read", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /links/accept", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /devices", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /devices/token", 403, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /devices/read", 401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
  ["POST /devices/approve", 401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
  ["POST /devices/refuse", 401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
  ["GET /me", 401, 200, 200, 200, 200, 200, 200, 200, 403, 403],
  ["PATCH /me", 401, 200, 200, 200, 200, 200, 200, 200, 403, 403],
  ["PUT /me/password", 401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
  ["POST /me/totp", 401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /me/totp/confirm", 401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
  ["DELETE /me/totp", 401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /me/recovery-codes", 401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["GET /me/passkeys", 401, 200, 200, 200, 200, 200, 200, 200, 403, 403],
  ["POST /me/passkeys/options", 401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /me/passkeys", 401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
  ["DELETE /me/passkeys/{id}", 401, 403, 403, 403, 403, 403, 403, 403, 403, 403],
  ["GET /me/sessions", 401, 200, 200, 200, 200, 200, 200, 200, 403, 403],
  ["DELETE /me/sessions", 401, 200, 200, 200, 200, 200, 200, 200, 403, 403],
  ["DELETE /me/sessions/{id}", 401, 404, 404, 404, 404, 404, 404, 404, 403, 403],
  ["GET /me/tokens", 401, 200, 200, 200, 200, 200, 200, 200, 403, 403],
  ["POST /me/tokens", 401, 422, 422, 422, 422, 422, 422, 422, 403, 403],
  ["POST /me/tokens/{id}/revoke", 401, 404, 404, 404, 404, 404, 404, 404, 403, 403],
  ["GET /operators/{id}/sessions", 401, 200, 403, 403, 403, 403, 403, 403, 403, 403],
  ["DELETE /operators/{id}/sessions", 401, 200, 403, 403, 403, 403, 403, 403, 403, 403],
  ["DELETE /operators/{id}/sessions/{sessionId}", 401, 404, 403, 403, 403, 403, 403, 403, 403, 403],
  ["GET /operators/{id}/tokens", 401, 200, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /operators/{id}/tokens", 401, 422, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /operators/{id}/tokens/{tokenId}/revoke", 401, 404, 403, 403, 403, 403, 403, 403, 403, 403],
  ["POST /operators/{id}/invitation", 401, 404, 403, 403, 403, 403, 403, 403, 403, 403],
  ["GET /audit", 401, 200, 200, 403, 403, 403, 403, 200, 403, 403],
  ["GET /event-types", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  ["GET /event-types/{type}", 401, 404, 404, 404, 404, 404, 404, 404, 404, 404],
  ["POST /projects/{id}/event-types", 401, 422, 422, 403, 403, 403, 403, 404, 403, 403],
  ["GET /projects/{id}/event-types", 401, 200, 200, 200, 200, 200, 200, 404, 200, 404],
  ["GET /projects/{id}/event-types/{type}", 401, 404, 404, 404, 404, 404, 404, 404, 404, 404],
  ["PATCH /projects/{id}/event-types/{type}", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["DELETE /projects/{id}/event-types/{type}", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["GET /events", 401, 200, 200, 200, 403, 200, 200, 200, 200, 200],
  ["POST /events", 401, 422, 422, 422, 403, 403, 422, 422, 422, 422],
  ["POST /events/batch", 401, 422, 422, 422, 403, 403, 422, 422, 422, 422],
  ["GET /events/{id}", 401, 200, 200, 200, 403, 200, 200, 404, 200, 404],
  ["GET /deliveries", 401, 200, 200, 200, 403, 200, 200, 200, 200, 200],
  ["GET /deliveries/{id}", 401, 200, 200, 200, 403, 200, 200, 404, 200, 404],
  ["GET /deliveries/{id}/content", 401, 200, 200, 200, 403, 200, 200, 404, 200, 404],
  ["POST /deliveries/{id}/resend", 401, 202, 202, 202, 403, 403, 202, 404, 202, 404],
  ["POST /deliveries/{id}/retry", 401, 404, 404, 404, 403, 403, 404, 404, 404, 404],
  ["POST /deliveries/{id}/stop", 401, 404, 404, 404, 403, 403, 404, 404, 404, 404],
  ["POST /replays/count", 401, 422, 422, 422, 403, 403, 422, 422, 422, 422],
  ["POST /replays", 401, 422, 422, 422, 403, 403, 422, 422, 422, 422],
  ["GET /replays", 401, 200, 200, 200, 403, 200, 200, 200, 200, 200],
  ["GET /replays/{id}", 401, 404, 404, 404, 403, 404, 404, 404, 404, 404],
  ["POST /replays/{id}/cancel", 401, 404, 404, 404, 403, 403, 404, 404, 404, 404],
  ["POST /webhooks", 401, 422, 422, 422, 403, 403, 422, 422, 403, 403],
  ["GET /webhooks", 401, 200, 200, 200, 403, 200, 200, 200, 200, 200],
  ["GET /webhooks/health", 401, 422, 422, 422, 403, 422, 422, 422, 422, 422],
  ["POST /webhooks/validate", 401, 422, 422, 403, 403, 403, 403, 422, 403, 403],
  ["POST /webhooks/test", 401, 422, 422, 403, 403, 403, 403, 422, 403, 403],
  ["POST /webhooks/dry-run", 401, 422, 422, 403, 403, 403, 403, 422, 403, 403],
  ["POST /webhooks/preview", 401, 422, 422, 403, 403, 403, 403, 422, 403, 403],
  ["PUT /webhooks/order", 401, 422, 422, 403, 403, 403, 403, 422, 403, 403],
  ["GET /webhooks/{id}/history", 401, 200, 200, 200, 403, 200, 200, 404, 200, 404],
  ["POST /webhooks/{id}/history/{version}/restore", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["GET /webhooks/{id}", 401, 200, 200, 200, 403, 200, 200, 404, 200, 404],
  ["PATCH /webhooks/{id}", 401, 200, 200, 403, 403, 403, 403, 404, 403, 403],
  ["DELETE /webhooks/{id}", 401, 404, 404, 404, 403, 403, 404, 404, 403, 403],
  ["POST /webhooks/{id}/disable", 401, 404, 404, 404, 403, 403, 404, 404, 403, 403],
  ["POST /webhooks/{id}/enable", 401, 404, 404, 404, 403, 403, 404, 404, 403, 403],
  ["POST /webhooks/{id}/recover", 401, 422, 422, 422, 403, 403, 422, 422, 422, 422],
  ["POST /webhooks/{id}/rotate-secret", 401, 404, 404, 404, 403, 403, 404, 404, 403, 403],
  ["POST /webhooks/{id}/rotate-secret/end", 401, 404, 404, 404, 403, 403, 404, 404, 403, 403],
  ["POST /webhooks/{id}/rotate-secret/switch", 401, 404, 404, 404, 403, 403, 404, 404, 403, 403],
  ["POST /webhooks/{id}/test", 401, 404, 404, 404, 403, 403, 404, 404, 403, 403],
  ["GET /webhooks/export", 401, 422, 422, 403, 403, 403, 403, 422, 403, 403],
  ["POST /webhooks/import", 401, 422, 422, 403, 403, 403, 403, 422, 403, 403],
  ["POST /intercept/{event}", 401, 404, 404, 404, 403, 403, 404, 404, 404, 404],
  ["GET /interceptions", 401, 200, 200, 200, 403, 200, 200, 200, 200, 200],
  ["GET /interceptions/{id}", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["GET /stats/deliveries", 401, 200, 200, 200, 403, 200, 200, 200, 200, 200],
  ["GET /stats/sessions", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  ["GET /stats/queue", 401, 200, 200, 200, 403, 200, 200, 200, 200, 200],
  ["GET /stats/reviews", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  ["GET /stats/interceptions", 401, 200, 200, 200, 403, 200, 200, 200, 200, 200],
  ["GET /attention", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  ["GET /system", 401, 200, 200, 403, 403, 403, 403, 403, 403, 403],
  ["GET /audit/export", 401, 200, 200, 403, 403, 403, 403, 200, 403, 403],
  ["GET /stream", 401, 422, 422, 422, 422, 422, 422, 422, 422, 422],
  ["POST /sessions", 401, 422, 422, 422, 403, 403, 422, 422, 422, 422],
  ["GET /sessions", 401, 200, 200, 200, 200, 200, 200, 200, 200, 200],
  ["GET /sessions/{id}", 401, 200, 200, 200, 200, 200, 200, 404, 200, 404],
  ["GET /sessions/{id}/checks", 401, 200, 200, 200, 200, 200, 200, 404, 200, 404],
  ["GET /sessions/{id}/checks/{checkId}/pictures/{name}", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["PUT /sessions/{id}/document", 401, 422, 422, 422, 403, 403, 422, 422, 422, 422],
  ["GET /sessions/{id}/signed-document", 401, 404, 404, 403, 403, 403, 403, 404, 404, 404],
  ["GET /sessions/{id}/personal-data", 401, 200, 200, 403, 403, 403, 403, 404, 403, 403],
  ["POST /sessions/{id}/page-link", 401, 200, 200, 200, 403, 403, 200, 404, 200, 404],
  ["POST /sessions/{id}/abort", 401, 200, 200, 200, 403, 403, 200, 404, 200, 404],
  ["POST /sessions/{id}/simulate", 401, 422, 422, 422, 403, 403, 422, 422, 422, 422],
  ["POST /sessions/{id}/redact", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["POST /subjects/erase", 401, 422, 422, 403, 403, 403, 403, 422, 422, 422],
  ["GET /erasures", 401, 200, 200, 403, 403, 403, 403, 403, 403, 403],
  ["POST /users/{id}/redact", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["PUT /users/{id}/standing", 401, 404, 404, 403, 403, 403, 403, 404, 403, 403],
  ["POST /documents/{id}/decision", 401, 422, 422, 403, 422, 403, 403, 422, 403, 403],
  ["GET /reviews", 401, 200, 200, 403, 200, 403, 403, 200, 403, 403],
  ["GET /reviews/{id}", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["GET /reviews/{id}/pictures/{name}", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["POST /reviews/next", 401, 204, 204, 403, 204, 403, 403, 204, 403, 403],
  ["POST /reviews/{id}/claim", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["POST /reviews/{id}/release", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["PUT /reviews/{id}/notes", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["GET /reviews/{id}/video", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["PUT /reviews/{id}/video", 401, 422, 422, 403, 422, 403, 403, 422, 403, 403],
  ["DELETE /reviews/{id}/video", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["POST /reviews/{id}/decision", 401, 422, 422, 403, 422, 403, 403, 422, 403, 403],
  ["POST /reviews/{id}/judgement", 401, 422, 422, 403, 422, 403, 403, 422, 403, 403],
  ["GET /reviews/{id}/documents/{documentId}", 401, 404, 404, 403, 404, 403, 403, 404, 403, 403],
  ["POST /reviews/{id}/resubmission", 401, 422, 422, 403, 422, 403, 403, 422, 403, 403],
  ["GET /registry/people", 401, 200, 200, 403, 403, 403, 403, 403, 403, 403],
  ["POST /registry/people", 401, 200, 200, 403, 403, 403, 403, 403, 403, 403],
  ["POST /registry/people/lookup", 401, 422, 422, 403, 403, 403, 403, 403, 403, 403],
  ["GET /registry/people/{id}", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
  ["DELETE /registry/people/{id}", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
  ["GET /registry/crossings", 401, 200, 200, 403, 403, 403, 403, 403, 403, 403],
  ["POST /registry/crossings", 401, 200, 200, 403, 403, 403, 403, 403, 403, 403],
  ["POST /registry/crossings/lookup", 401, 422, 422, 403, 403, 403, 403, 403, 403, 403],
  ["GET /registry/crossings/{id}", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
  ["DELETE /registry/crossings/{id}", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
  ["GET /registry/imports", 401, 200, 200, 403, 403, 403, 403, 403, 403, 403],
  ["GET /registry/imports/{id}", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
  ["POST /registry/imports/{id}/cancel", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
  ["GET /registry/sources", 401, 200, 200, 403, 403, 403, 403, 403, 403, 403],
  ["POST /registry/sources", 401, 422, 422, 403, 403, 403, 403, 403, 403, 403],
  ["PATCH /registry/sources/{id}", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
  ["DELETE /registry/sources/{id}", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
  ["POST /registry/sources/{id}/test", 401, 404, 404, 403, 403, 403, 403, 403, 403, 403],
];

let api: TestApi;
/** What stands for `{id}` under a path's first part; absent: nothing exists there. */
let ids: Record<string, string>;

beforeAll(async () => {
  api = await startTestApi();
  const { deps, own } = api;
  const operator = { kind: "operator", id: "bootstrap", name: "test" } as const;
  const config = { PERSON_WEBHOOK_URL: "https://receiver.example/person" };
  await changeConfig(deps, own.project.id, config, operator);
  const session = await inTransaction(deps.db, (tx) =>
    startSession(deps.verification, tx, {
      project: own.project,
      method: "identification",
      transactionId: "roles",
      person: residentForTest(),
      language: "ru",
      outcomeWebhookIds: [],
    }),
  );
  if (session.kind !== "started") throw new Error("no session");
  const event = await recordPassport(session.session.id);
  const delivery = await deps.db.selectFrom("deliveries").select("id").executeTakeFirstOrThrow();
  const webhook = await deps.db.selectFrom("webhooks").select("id").executeTakeFirstOrThrow();
  ids = {
    projects: own.project.id,
    sessions: session.session.id,
    events: event.id,
    deliveries: delivery.id,
    webhooks: webhook.id,
  };
});

function recordPassport(attemptId: string) {
  const passport = {
    attemptId,
    surname: "IVANOV",
    name: "IVAN",
    lastName: "IVANOVICH",
    document: "AB1234567",
    sex: 1 as const,
    passportGivePlace: "IIV",
    passportGivePlaceId: 0,
    passportDateBegin: "2020-01-01",
    passportDateEnd: "2030-01-01",
    passportType: "IDMS_RECV_CITIZ_DOCUMENTS" as const,
  };
  return inTransaction(api.deps.db, (tx) =>
    record(api.deps.events, tx, {
      projectId: api.own.project.id,
      type: "check.passport",
      subject: attemptId,
      sequence: 1,
      keyId: api.own.project.id,
      payload: { attemptId, hash: "0".repeat(40), lang: "ru", data: passport },
    }),
  );
}

test("the table names every route, and no other", async () => {
  const { paths } = (await api.app.inject("/openapi/manage.json")).json<{ paths: Record<string, object> }>();
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace("/manage/v1", "")}`),
  );
  expect(matrix.map(([route]) => route).sort()).toEqual(routes.sort());
});

test.each(matrix)("%s", async (route, ...expected) => {
  const [method = "", path = ""] = route.split(" ");
  const id = ids[path.split("/")[1] ?? ""];
  const missing = expected[1] === 404 || id === undefined;
  // Without a mistake in it, the stream would have no end.
  const mistake = path === "/stream" ? "?after=-" : "";
  const url = path.replace("{id}", missing ? "nothing" : id) + mistake;
  const body =
    method === "GET" || method === "DELETE" || /\/(token|redact)$|s\/\{id\}\/resend$/.test(path)
      ? undefined
      : {};
  const statuses: number[] = [];
  for (const caller of callers) statuses.push((await api.call(caller, method, url, body)).status);
  expect(statuses).toEqual(expected);
});

test("a list shows projects' keys and people of single projects their own alone", async () => {
  for (const path of ["/events", "/deliveries", "/sessions", "/webhooks"]) {
    for (const [insider, outsider] of [
      ["project", "stranger"],
      ["own-developer", "outsider"],
    ] as const) {
      const own = await api.call(insider, "GET", path);
      const foreign = await api.call(outsider, "GET", path);
      const asked = await api.call(outsider, "GET", `${path}?projectId=${api.own.project.id}`);
      expect([path, own.body.data.length > 0, foreign.body.data, asked.body.data]).toEqual([
        path,
        true,
        [],
        [],
      ]);
    }
  }
  for (const caller of ["project", "own-developer"] as const) {
    const projects = await api.call(caller, "GET", "/projects");
    expect(projects.body.data.map(({ id }: { id: string }) => id)).toEqual([api.own.project.id]);
  }
});

test("an operator of one project reads its part of the audit log alone", async () => {
  const { body } = await api.call("outsider", "GET", "/audit?limit=200");
  const concerned = body.data.map(({ projectId }: { projectId: string }) => projectId);
  expect([...new Set(concerned)]).toEqual([api.other.project.id]);
  const foreign = await api.call("outsider", "GET", `/audit?projectId=${api.own.project.id}`);
  expect(foreign.body.data).toEqual([]);
});

test("roles in projects are given by admins, for projects that exist, and count from the next request on", async () => {
  const make = (body: object) => api.call("admin", "POST", "/operators", { name: "Pat", ...body });
  expect((await make({})).body.errors).toEqual([expect.objectContaining({ field: "role" })]);
  const projectRoles = [{ projectId: "nothing", role: "viewer" }];
  expect((await make({ projectRoles })).body.errors).toEqual([
    { field: "projectRoles.0.projectId", problem: "is not a known project" },
  ]);
  const own = { projectId: api.own.project.id, role: "viewer" };
  expect((await make({ projectRoles: [own, own] })).body.errors).toEqual([
    { field: "projectRoles.1.projectId", problem: "is named twice" },
  ]);
  const made = await make({ projectRoles: [own] });
  expect(made.body).toMatchObject({ role: null, projectRoles: [own] });
  const path = `/operators/${made.body.id}`;
  const bearer = { authorization: `Bearer ${made.body.token}` };
  const events = async () => (await api.call("nobody", "GET", "/events", undefined, bearer)).body.data;
  expect((await events()).length).toBeGreaterThan(0);
  const elsewhere = { projectId: api.other.project.id, role: "viewer" };
  await api.call("admin", "PATCH", path, { projectRoles: [elsewhere] });
  expect(await events()).toEqual([]);
  expect((await api.call("admin", "PATCH", path, { projectRoles: [] })).body.errors).toEqual([
    expect.objectContaining({ field: "role" }),
  ]);
});

test("personal data is read by an operator alone, who leaves an audit record", async () => {
  const path = `/events/${ids.events}`;
  const shown = await api.call("operator", "GET", path);
  expect(shown.body).toMatchObject({ withheld: null, payload: { data: { surname: "IVANOV" } } });
  for (const caller of ["project", "developer", "viewer", "own-developer"] as const) {
    const withheld = await api.call(caller, "GET", path);
    expect(withheld.body).toMatchObject({ withheld: "personal", payload: null });
  }
  const content = await api.call("operator", "GET", `/deliveries/${ids.deliveries}/content`);
  expect(content.body.body).toContain("IVANOV");

  const { body } = await api.call("operator", "GET", "/audit?limit=200");
  const actions = body.data.map(
    ({ action, target }: { action: string; target: string }) => `${action} ${target}`,
  );
  expect(actions).toContain(`event.view ${ids.events}`);
  expect(actions).toContain(`delivery.view ${ids.deliveries}`);
  expect(JSON.stringify(body)).not.toMatch(/IVANOV|AB1234567/);
  expect(api.log.join("")).not.toMatch(/IVANOV|AB1234567|12345678901234/);
});

test("a project's key can't send another project's deliveries again", async () => {
  for (const named of [{ eventId: ids.events }, { deliveryId: ids.deliveries }]) {
    const body = { projectId: api.own.project.id, ...named };
    expect((await api.call("stranger", "POST", "/replays", body)).status).toBe(422);
    const own = { projectId: api.other.project.id, ...named };
    expect((await api.call("stranger", "POST", "/replays", own)).status).toBe(422);
    expect((await api.call("project", "POST", "/replays", body)).status).toBe(202);
  }
});

test("a project's key and a developer are told who changes its addresses", async () => {
  for (const caller of ["project", "own-developer"] as const) {
    const { body } = await api.call(caller, "PATCH", `/projects/${api.own.project.id}/config`, {});
    expect(body).toMatchObject({ code: "forbidden", detail: expect.stringContaining("operator") });
  }
});

test("tokens are dead with the next request once they are replaced or their owner's access ends", async () => {
  const created = await api.call("admin", "POST", "/operators", { name: "Temp", role: "reviewer" });
  const who = (token: string) =>
    api
      .call("nobody", "GET", "/reviews", undefined, { authorization: `Bearer ${token}` })
      .then(({ status }) => status);
  expect(await who(created.body.token)).toBe(200);
  const renewed = await api.call("admin", "POST", `/operators/${created.body.id}/token`);
  expect([await who(created.body.token), await who(renewed.body.token)]).toEqual([401, 200]);
  await api.call("admin", "PATCH", `/operators/${created.body.id}`, { active: false });
  expect(await who(renewed.body.token)).toBe(401);
  expect((await api.call("admin", "POST", `/operators/${created.body.id}/token`)).status).toBe(409);
});
