import { randomBytes } from "node:crypto";
import { catalog, dialect } from "@countersign/wire";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { rotateSigningSecret, switchSigningSecret } from "../../webhooks/index.ts";
import { resend } from "../replay/resend.ts";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});

const cases = [
  ["love-and-pay", "kyc.completed"],
  ["treezor", "document.create"],
] as const;

test.each(cases)("a receiver of %s that knows one secret verifies every delivery", async (format, type) => {
  const { sink, db, projectId, keyring } = world;
  const path = `/${format}`;
  const { id, secret: old } = await world.webhook(path, { delaysMs: [0, 60_000] });
  const deps = { clock: Date.now, random: (bytes: number) => randomBytes(bytes), keyring };
  const owner = { ownerId: id, projectId };
  const { ownSignature } = dialect(format);
  const known = (nth: number) => {
    const got = sink.received(path)[nth - 1];
    if (!got || !ownSignature) throw new Error("nothing came");
    const holds = (secret: string) => ownSignature.holds(Buffer.from(got.body), got.headers, [secret]);
    return [holds(old), holds(current)];
  };
  const worker = world.worker();
  const event = { type, subject: "s-1", payload: catalog[type].example, onlyTo: [id] };
  let current = old;

  await world.record(event, worker);
  await sink.until(path, 1);
  ({ secret: current } = await inTransaction(db, (tx) => rotateSigningSecret(deps, tx, owner)));
  expect(current).not.toBe(old);

  sink.answer(path, (nth) => (nth === 2 ? 500 : 200));
  const failed = await world.record(event, worker);
  await expect.poll(() => world.stateOf(failed)).toMatchObject({ attempts: 1 });
  await inTransaction(db, (tx) => switchSigningSecret(deps, tx, owner));
  await inTransaction(db, (tx) => resend(deps, tx, { eventId: failed.id }));
  await sink.until(path, 3);
  await world.record(event, worker);
  await sink.until(path, 4);

  expect([1, 2, 3, 4].map(known)).toEqual([
    [true, false],
    [true, false],
    [false, true],
    [false, true],
  ]);
});
