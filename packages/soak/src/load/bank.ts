import { readFileSync } from "node:fs";
import path from "node:path";
import { type Body, operator } from "./client.ts";
import type { LoadContext } from "./context.ts";

const peopleFile = path.resolve(import.meta.dirname, "../../../../examples/demo/people/people.ndjson");

/** The invented residents of the demo. */
export const residents: readonly Body[] = readFileSync(peopleFile, "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));

/** Those who can be identified today. */
const identifiable = residents.filter(
  (one) =>
    one.photo !== null &&
    one.locked !== true &&
    one.person.passportDateEnd > new Date().toISOString().slice(0, 10) &&
    one.registration?.permanentRegistration?.address,
);

const operations = { get_passport: "person", registration: "registration", get_photo: "photo" } as const;

let transactions = 0;

/** Imports all of them again, as a nightly job does: records replace each other. */
export async function importPeople({ client }: LoadContext): Promise<void> {
  const body = Buffer.from(residents.map((one) => JSON.stringify(one)).join("\n"));
  await client.send({
    method: "POST",
    path: "/manage/v1/registry/people",
    headers: { ...operator, "content-type": "application/x-ndjson" },
    body,
  });
}

/**
 * Identifies a resident by the able-id calls: starts a session, asks for three kinds of data, and ends it as succeeded. Each
 * confirmed request is a promise of a webhook, as is the outcome's address.
 */
export async function identify({ client, world, ledger, random, receiversUrl }: LoadContext): Promise<void> {
  const { person } = random.pick(identifiable);
  const auth = { projectId: world.bank.id, secret: world.bank.secret };
  const { pinfl, birthDate } = person;
  const transactionId = `soak-${Date.now()}-${++transactions}`;
  const started = await client.send({
    method: "POST",
    path: "/check/start/second",
    body: { ...auth, pinfl, birthDate, transactionId, hooks: [`${receiversUrl}/w/able/outcome`] },
  });
  const attemptId = started.body?.data?.attemptId;
  // A first try whose response got lost has used the transaction up.
  if (typeof attemptId !== "string") return;
  const asked: string[] = [];
  for (const [operation, address] of Object.entries(operations)) {
    const { body } = await client.send({
      method: "POST",
      path: `/check/${operation}`,
      body: {
        ...auth,
        attemptId,
        ...(operation === "get_photo" ? {} : { pinfl }),
        ...(operation === "get_passport" ? { birthDate } : {}),
      },
    });
    if (body?.data?.isSuccess === true) asked.push(`/w/able/${address} ${attemptId}`);
  }
  const outcome = random.chance(0.8) ? "succeeded" : "failed";
  const ended = await client.send({
    method: "POST",
    path: `/manage/v1/sessions/${attemptId}/simulate`,
    headers: operator,
    body: { outcome },
  });
  if (ended.status >= 300) return;
  ledger.promised.add(`/w/able/outcome ${attemptId}`);
  if (outcome === "succeeded") for (const key of asked) ledger.promised.add(key);
}
