import { idDay, newId } from "@countersign/wire";
import { describe, expect, test } from "vitest";
import { stepsContext } from "../../../interception/seal-context.ts";
import { startInterceptionApi } from "../../testing/interception.ts";

const { api, server, levels, payload, call, ask, add } = await startInterceptionApi();

describe("intercepting for another backend", () => {
  test("returns the payload as changed by the hooks, and stores the trace, sealed", async () => {
    server.reply("/stock", { body: { data: { order: { comment: "call Ivan first" } }, warnings: ["low"] } });
    await add({ url: server.url("/stock"), mode: "gate_apply" });
    const { status, body } = await ask({ subject: "ord-1" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      allow: true,
      payload: { order: { comment: "call Ivan first" } },
      degraded: false,
      warnings: ["low"],
      trace: [{ name: "Stock", verdict: "allowed", changes: [{ op: "replace", path: "/order/comment" }] }],
    });
    expect(body).not.toHaveProperty("error");
    expect(body.trace[0].answer).toBe(null);

    const read = await call("operator", "GET", `/interceptions/${body.traceId}`);
    expect(read.body).toMatchObject({
      id: body.traceId,
      event: "before_order_add",
      subject: "ord-1",
      verdict: "allowed",
      statusCode: null,
      steps: [
        {
          ...body.trace[0],
          answer: {
            body: expect.stringContaining("call Ivan first"),
            contentType: "application/json",
            cut: false,
          },
        },
      ],
      changedPayload: { order: { comment: "call Ivan first" } },
    });
    expect(read.body.payload.order.comment).not.toBe("call Ivan first");
    expect((await call("project", "GET", `/interceptions/${body.traceId}`)).status).toBe(403);
    const audited = (await call("operator", "GET", "/audit")).body.data;
    expect(audited).toContainEqual(
      expect.objectContaining({ action: "interception.view", target: body.traceId }),
    );
    const stored = await api.deps.db.selectFrom("interceptions").selectAll().execute();
    expect(JSON.stringify([stored, api.log])).not.toContain("Ivan");
    expect(stored.every(({ stepsSealed }) => !stepsSealed.toString("latin1").includes("Ivan"))).toBe(true);
    const listed = await call("project", "GET", "/interceptions?verdict=allowed");
    expect(listed.body.data[0]).toMatchObject({ id: body.traceId, verdict: "allowed" });
    expect((await call("stranger", "GET", "/interceptions")).body.data).toEqual([]);
    const between = (from: number, to: number) =>
      `createdAtFrom=${new Date(api.clock.now + from).toISOString()}&createdAtTo=${new Date(api.clock.now + to).toISOString()}`;
    const ids = async (query: string) =>
      (await call("operator", "GET", `/interceptions?${query}`)).body.data.map(
        ({ id }: { id: string }) => id,
      );
    const wanted = "subject=ord-1&subject=ord-2&verdict=allowed&verdict=denied";
    expect(await ids(`${wanted}&${between(0, 1)}`)).toEqual([body.traceId]);
    expect(await ids(`${wanted}&${between(1, 2)}`)).toEqual([]);
    expect(await ids("subject=ord-2")).toEqual([]);
  });

  test("shows the steps of an earlier version in the words that are used now", async () => {
    const { db, keyring, clock, random } = api.deps;
    const projectId = api.own.project.id;
    const id = newId("interception", clock, random);
    const key = (await keyring.payloadKeys(db, projectId))?.on(idDay(id));
    if (!key) throw new Error("no key");
    const former = { webhookId: "whk_1", name: "Stock", position: 3, verdict: "broken", why: "bad-status" };
    const rest = { detail: null, status: 500, attempts: 1, durationMs: 2, error: null };
    const steps = [{ ...former, ...rest, changes: [], warnings: [] }];
    await db
      .insertInto("interceptions")
      .values({
        day: idDay(id),
        id,
        projectId,
        event: "before_order_add",
        subject: null,
        verdict: "broken",
        status: 502,
        degraded: false,
        dryRun: false,
        startedAt: new Date(clock()),
        totalMs: 2,
        keyId: projectId,
        stepsSealed: key.seal(JSON.stringify(steps), stepsContext(id)),
      })
      .execute();
    const { body } = await call("operator", "GET", `/interceptions/${id}`);
    expect(body).toMatchObject({ statusCode: 502, createdAt: new Date(clock()).toISOString() });
    expect([body.payload, body.changedPayload]).toEqual([null, null]);
    expect(body.steps).toEqual([
      {
        webhookId: "whk_1",
        name: "Stock",
        order: 3,
        verdict: "broken",
        why: "bad_status",
        detail: null,
        statusCode: 500,
        attemptCount: 1,
        durationMs: 2,
        error: null,
        changes: [],
        warnings: [],
        answer: null,
      },
    ]);
  });

  test("returns the reason: a denial, a broken hook, an invalid payload", async () => {
    server.reply("/no", {
      status: 409,
      body: { error: { code: "closed", message: "Closed", field: "order" } },
    });
    await add({ url: server.url("/no"), mode: "gate" });
    expect((await ask()).body).toMatchObject({
      allow: false,
      payload: null,
      error: { code: "closed", message: "Closed", field: "order", name: "Stock", statusCode: 409 },
    });
    server.reply("/no", { status: 500, body: "stack trace" });
    expect((await ask()).body).toMatchObject({
      allow: false,
      error: { code: "hook_broken", name: "Stock", statusCode: 502 },
    });
    const wrong = await ask({ payload: { ...payload, order: { ...payload.order, currency: 7 } } });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([422, "payload.order.currency"]);
    expect((await ask({}, "check.person")).status).not.toBe(200);
    const foreign = { projectId: api.own.project.id, payload };
    expect((await call("stranger", "POST", "/intercept/before_order_add", foreign)).status).toBe(422);
  });

  test("notifies the others once all have allowed, and none on a dry run", async () => {
    await add({ url: server.url("/gate"), mode: "gate" });
    await add({ url: server.url("/later"), mode: "notify", name: "Later" });
    const deliveries = async () => (await call("operator", "GET", "/deliveries?limit=100")).body.data.length;
    const before = await deliveries();
    const dry = await ask({ dryRun: true });
    expect(dry.body).toMatchObject({ allow: true, trace: [{ name: "Stock" }] });
    expect(await deliveries()).toBe(before);
    expect((await call("operator", "GET", `/interceptions/${dry.body.traceId}`)).body.dryRun).toBe(true);
    server.reply("/gate", { body: { allow: false } });
    await ask();
    expect(await deliveries()).toBe(before);
    server.reply("/gate", {});
    await ask();
    expect(await deliveries()).toBe(before + 1);
  });

  test("a KYC gate needs no address", async () => {
    const gate = await add({ name: "Verified buyers", require: { kycLevel: 2 } });
    expect(gate).toMatchObject({ url: null, mode: "gate", require: { kycLevel: 2 }, timeoutMs: 2000 });
    expect((await ask()).body).toMatchObject({
      allow: false,
      error: {
        code: "kyc_level_insufficient",
        name: "Verified buyers",
        statusCode: 422,
        field: "order.userId",
      },
    });
    levels.set("usr-1024", 2);
    expect((await ask()).body).toMatchObject({ allow: true });
  });

  test("a change of settings counts at once", async () => {
    const { id } = await add({ url: server.url("/x"), mode: "gate", condition: "data.order.discount > 0" });
    expect((await ask()).body.trace).toMatchObject([{ verdict: "skipped", why: "condition" }]);
    await call("operator", "PATCH", `/webhooks/${id}`, { condition: null });
    expect((await ask()).body.trace).toMatchObject([{ verdict: "allowed" }]);
    await call("operator", "POST", `/webhooks/${id}/disable`);
    expect((await ask()).body.trace).toMatchObject([{ verdict: "skipped", why: "disabled" }]);
    await call("operator", "PATCH", `/webhooks/${id}`, { active: false });
    expect((await ask()).body.trace).toEqual([]);
  });
});

describe("a dry run of a hook that is not saved", () => {
  const dryRun = (settings: object, more: object = {}) =>
    call("operator", "POST", "/webhooks/dry-run", {
      projectId: api.own.project.id,
      event: "before_order_add",
      settings: { events: ["before_order_add"], mode: "gate_apply", ...settings },
      ...more,
    });

  test("asks it at its place among the saved ones, and keeps the run to be read", async () => {
    server.reply("/first", { body: { data: { order: { comment: "first" } } } });
    server.reply("/draft", { body: { data: { order: { comment: "draft" } } } });
    server.reply("/last", { body: {} });
    await add({ name: "First", url: server.url("/first"), mode: "gate_apply", order: 1 });
    await add({ name: "Last", url: server.url("/last"), mode: "gate", order: 9 });
    const before = (await call("operator", "GET", "/webhooks")).body.data.length;
    const { status, body } = await dryRun({ name: "Draft", url: server.url("/draft"), order: 5 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ allow: true, payload: { order: { comment: "draft" } } });
    expect(body.trace.map(({ name }: { name: string }) => name)).toEqual(["First", "Draft", "Last"]);
    expect((await call("operator", "GET", "/webhooks")).body.data).toHaveLength(before);
    const run = await call("operator", "GET", `/interceptions/${body.traceId}`);
    expect(run.body).toMatchObject({ dryRun: true, changedPayload: { order: { comment: "draft" } } });
    expect((await call("operator", "GET", `/interceptions?id=${body.traceId}`)).body.data).toHaveLength(1);
    const [audited] = (await call("operator", "GET", "/audit?action=webhook.dry_run")).body.data;
    expect(audited.details).toMatchObject({ event: "before_order_add", interceptionId: body.traceId });
  });

  test("stands in for the hook that it is a change of", async () => {
    server.reply("/stock", { body: {} });
    server.reply("/other", { status: 422, body: { error: { code: "too_many", message: "At most 10" } } });
    const saved = await add({ url: server.url("/stock"), mode: "gate" });
    const { body } = await dryRun({ url: server.url("/other"), mode: "gate" }, { webhookId: saved.id });
    expect(body).toMatchObject({ allow: false, error: { code: "too_many" } });
    expect(body.trace).toMatchObject([{ webhookId: saved.id, verdict: "denied" }]);
  });

  test("is refused for settings that can't be saved, that ask nothing, and to a project's key", async () => {
    expect((await dryRun({ name: "Draft" })).body.errors[0].field).toBe("settings.url");
    const told = await dryRun({ name: "Draft", url: server.url("/draft"), mode: "notify" });
    expect(told.body.errors[0].field).toBe("event");
    expect((await call("project", "POST", "/webhooks/dry-run", {})).status).toBe(403);
  });
});
