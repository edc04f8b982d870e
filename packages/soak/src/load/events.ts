import { catalog, type EventType } from "@countersign/wire";
import { subjectKey } from "../ledger/ledger.ts";
import type { LoadContext } from "./context.ts";
import { somebody } from "./marker.ts";
import { typesOf } from "./world.ts";

const batchSize = 20;

/** Records one event about a person of its own; every tenth is of the type whose receiver always fails. */
export async function recordOne(context: LoadContext): Promise<string> {
  const type = context.random.chance(0.1) ? "kyc.failed" : "kyc.completed";
  const subject = somebodysSubject();
  const { id } = await context.client.manage("/events", {
    projectId: context.world.events.id,
    type,
    subject,
    payload: about(type, { userId: somebody() }),
  });
  context.ledger.accepted.set(id, { projectId: context.world.events.id, type, subject });
  return subject;
}

/** Records a batch about nobody. */
export async function recordBatch({ client, world, ledger }: LoadContext): Promise<void> {
  const type = "kyc.completed";
  const one = { type, payload: about(type, { userId: somebody() }) };
  const { id: projectId } = world.events;
  const body = { projectId, events: Array(batchSize).fill(one) };
  const { ids } = await client.manage("/events/batch", body);
  for (const id of ids) ledger.accepted.set(id, { projectId, type, subject: null });
}

/** Records one event in each wire format. */
export async function recordFormats({ client, world, ledger, random }: LoadContext): Promise<void> {
  for (const format of ["able-id", "love-and-pay", "treezor", "rarus"] as const) {
    const type = random.pick(typesOf(format));
    const projectId = world.formats.id;
    const subject = somebodysSubject();
    const { id } = await client.manage("/events", {
      projectId,
      type,
      subject,
      payload: catalog[type].example,
    });
    ledger.accepted.set(id, { projectId, type, subject });
  }
}

/** Records the next event of a subject whose events are delivered in strict order. */
export function recordInOrder(lane: string): (context: LoadContext) => Promise<void> {
  return async ({ client, world, ledger }) => {
    const number = (ledger.numbers.get(lane) ?? 0) + 1;
    const type = "kyc.completed";
    const projectId = world.ordered.id;
    const { id } = await client.manage("/events", {
      projectId,
      type,
      subject: lane,
      payload: about(type, { lane, number }),
    });
    ledger.numbers.set(lane, number);
    ledger.accepted.set(id, { projectId, type, subject: lane });
  };
}

/** Records an event about somebody, and erases them: at once, or when the event has probably arrived. */
export async function eraseSubject(context: LoadContext): Promise<void> {
  const { client, world, ledger, query, random } = context;
  const subject = await recordOne(context);
  if (random.chance(0.5)) await new Promise((resolve) => setTimeout(resolve, 2000));
  const { id: projectId } = world.events;
  const bytes = await query<{ found: Buffer }>(
    `select wrapped_key as found from subject_keys join events on key_id = subject_id
        where project_id = $1 and subject = $2
      union select blind_index from subject_names n join events e on e.key_id = n.subject_id
        where project_id = $1 and subject = $2`,
    [projectId, subject],
  ).catch(() => []);
  await client.manage("/subjects/erase", { projectId, subject });
  ledger.erased.set(subjectKey(projectId, subject), { bytes: bytes.map(({ found }) => found) });
}

let subjects = 0;
const somebodysSubject = () => `customer-${++subjects}`;

function about(type: "kyc.completed" | "kyc.failed", metadata: object): object {
  const { session } = catalog[type as EventType & typeof type].example;
  return { session: { ...session, metadata } };
}
