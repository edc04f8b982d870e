import type { Random } from "../random.ts";
import type { Known } from "../world/known.ts";

type Maker = (random: Random, known: Known) => string | null;

const idOf =
  (kind: string): Maker =>
  (random, known) =>
    known.pick(random, kind);
const always =
  (...values: string[]): Maker =>
  (random) =>
    random.pick(values);
const address: Maker = (random, known) => known.pick(random, "url");

/** Values of fields and parameters by name. All people and addresses are invented or this machine's own. */
const makers: Record<string, Maker> = {
  projectId: idOf("project"),
  sessionId: idOf("session"),
  attemptId: idOf("attempt"),
  userId: (random, known) => known.pick(random, random.chance(0.5) ? "usr" : "userId"),
  eventId: idOf("evt"),
  webhookId: idOf("whk"),
  deliveryIds: idOf("dlv"),
  operatorId: idOf("opr"),
  reviewId: idOf("rev"),
  documentId: idOf("documentId"),
  identificationId: idOf("identificationId"),
  queryId: idOf("queryId"),
  uuid: idOf("uuid"),
  orderId: idOf("ord"),
  url: address,
  baseUrl: address,
  callbackUrl: address,
  pathPattern: always("/upstream/{id}", "/upstream"),
  email: always("ada@countersign.test", "oak@countersign.test"),
  pinfl: always("12345678901234"),
  birthDate: always("2000-01-01", "01.01.2000"),
  document: always("AB12345678", "AA1234567"),
  nationality: always("UZ", "FR"),
  currency: always("RUB", "UZS"),
  phone: always("+79990000000"),
  type: always("custom.fuzz", "check.outcome", "session.expired"),
  event: always("before_order_add"),
  events: always("check.*", "*", "custom.fuzz", "before_order_add", "after_registration"),
  yaml: always("webhooks: []\n", "version: 1\nwebhooks: []\n"),
  since: always(new Date(Date.now() - 3_600_000).toISOString()),
  from: always(new Date(Date.now() - 3_600_000).toISOString()),
  to: always(new Date().toISOString()),
  secret: always(`whsec_${Buffer.alloc(32, 7).toString("base64")}`),
  condition: always("event == 'custom.fuzz'", "size(data) > 0", "has(data.a)"),
  cursor: (random, known) => known.pick(random, random.pick(["evt", "dlv", "whk", "aud"])),
  limit: always("1", "20", "100"),
};

/** A likely value of a field of that name, or null if the name is unknown or no id of its kind has been seen. */
export function valueByName(random: Random, known: Known, name: string): string | null {
  return makers[name]?.(random, known) ?? null;
}
