import { randomBytes } from "node:crypto";
import { newPublicId, type ProjectId, type WebhookId } from "@countersign/wire";
import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../db/index.ts";
import { startWorld, type World } from "../delivery/testing/world.ts";
import { outcomeAddress } from "./outcome-address.ts";
import { removeUnusedOutcomes } from "./unused-outcomes.ts";

const random = (bytes: number) => randomBytes(bytes);
const deps = { clock: Date.now, random };
const dayMs = 24 * 60 * 60 * 1000;
let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const addressOf = (url: string, projectId: ProjectId = world.projectId) =>
  inTransaction(world.db, (tx) => outcomeAddress(deps, tx, projectId, url));
const left = async () =>
  (await world.db.selectFrom("webhooks").select("url").where("kind", "=", "outcome").execute()).map(
    ({ url }) => url,
  );

async function sessionWith(webhookId: WebhookId, state: "created" | "succeeded"): Promise<void> {
  const later = new Date(Date.now() + dayMs);
  await world.db
    .insertInto("sessions")
    .values({
      id: newPublicId(random),
      projectId: world.projectId,
      method: "identification",
      flow: "page",
      language: "en",
      state,
      outcomeWebhookIds: [webhookId],
      expiresAt: later,
      deadlineAt: later,
    })
    .execute();
}

test("an address goes once no open session and no delivery refers to it, and it is a day old", async () => {
  const at = (path: string) => `https://shop.example/${path}`;
  await addressOf(at("unused"));
  await sessionWith(await addressOf(at("open")), "created");
  await sessionWith(await addressOf(at("ended")), "succeeded");
  await world.record({ onlyTo: [await addressOf(at("delivered"))] });
  const configured = await world.webhook("/configured");

  expect(await removeUnusedOutcomes(world.db, Date.now(), "")).toEqual({ removed: 0, after: "" });
  expect(await removeUnusedOutcomes(world.db, Date.now() + 2 * dayMs, "")).toEqual({ removed: 2, after: "" });
  expect((await left()).sort()).toEqual([at("delivered"), at("open")]);
  const kept = await world.db.selectFrom("webhooks").select("id").where("id", "=", configured.id).execute();
  expect(kept).toHaveLength(1);
});

test("a session that is just being started keeps its address", async () => {
  const url = "https://shop.example/just-now";
  await addressOf(url);
  let removing: Promise<{ removed: number }> | undefined;
  await inTransaction(world.db, async (tx) => {
    const id = await outcomeAddress(deps, tx, world.projectId, url);
    removing = world.outside(() => removeUnusedOutcomes(world.db, Date.now() + 2 * dayMs, ""));
    await expect
      .poll(() =>
        world.outside(
          async () =>
            (
              await sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
                world.db,
              )
            ).rows.length,
        ),
      )
      .toBe(1);
    await sql`
      insert into sessions (id, project_id, method, flow, language, state, outcome_webhook_ids, expires_at, deadline_at)
      values ('sess-just-now', ${world.projectId}, 'identification', 'page', 'en', 'created', ${[id]}::text[],
        now() + interval '1 day', now() + interval '1 day')
    `.execute(tx);
  });
  expect((await removing)?.removed).toBe(0);
  expect(await left()).toContain(url);
});
