import type { Random } from "../random.ts";
import { fuzzPassword } from "../world/browsers.ts";
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

/** Values that only this world can know, by name: ids that exist, addresses, tags that are new. */
const ofThisWorld: Record<string, Maker> = {
  projectId: idOf("project"),
  sessionId: idOf("session"),
  attemptId: idOf("attempt"),
  transactionId: (random) => `fuzz-${random.below(2 ** 30)}`,
  accessTag: (random) => `fuzz-${random.below(2 ** 30)}`,
  externalId: (random) => `fuzz-${random.below(2 ** 30)}`,
  customerId: (random) => `customer-${random.below(100)}`,
  hooks: address,
  kycSessionId: idOf("session"),
  deliveryServiceId: idOf("dsv"),
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
  link: idOf("csl"),
  step: idOf("cst"),
  password: always(fuzzPassword),
  pinfl: always("12345678901234"),
  birthDate: always("2000-01-01", "01.01.2000"),
  document: always("AB12345678", "AA1234567"),
  url: address,
  baseUrl: address,
  callbackUrl: address,
  phone: (random) => `+7999${String(random.below(10 ** 7)).padStart(7, "0")}`,
  cardNumber: (random) => String(random.below(2 ** 30)),
  cursor: (random, known) => known.pick(random, random.pick(["evt", "dlv", "whk", "aud"])),
};
/** Values of other names that are likely to be accepted. All people are invented. */
const likely: Record<string, Maker> = {
  pathPattern: always("/upstream/{id}", "/upstream"),
  email: always("ada@countersign.test", "oak@countersign.test"),
  nationality: always("UZ", "FR"),
  currency: always("RUB", "UZS"),
  type: always("custom.fuzz", "check.outcome", "session.expired"),
  event: always("before_order_add"),
  events: always("check.*", "*", "custom.fuzz", "before_order_add", "after_registration"),
  yaml: always("webhooks: []\n", "version: 2\nwebhooks: []\n"),
  since: always(new Date(Date.now() - 3_600_000).toISOString()),
  from: always(new Date(Date.now() - 3_600_000).toISOString()),
  to: always(new Date().toISOString()),
  secret: always(`whsec_${Buffer.alloc(32, 7).toString("base64")}`),
  condition: always("event == 'custom.fuzz'", "size(data) > 0", "has(data.a)"),
  limit: always("1", "20", "100"),
};

/**
 * A likely value of a field of that name, or null if the name is unknown or no id of its kind has
 * been seen.
 */
export function valueByName(random: Random, known: Known, name: string): string | null {
  return (ofThisWorld[name] ?? likely[name])?.(random, known) ?? null;
}

/** As {@link valueByName}, for names alone whose value only this world can know. */
export function worldValueByName(random: Random, known: Known, name: string): string | null {
  return ofThisWorld[name]?.(random, known) ?? null;
}
