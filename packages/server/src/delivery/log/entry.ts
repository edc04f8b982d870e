import { type AnswerFlag, type DeliveryId, idDay } from "@countersign/wire";
import { sql } from "kysely";
import type { Db } from "../../db/index.ts";
import { bodyContext, isUnrendered, readUnrendered } from "../../events/index.ts";
import type { Keyring, SealingKey } from "../../sealing/index.ts";
import { type DeliverySummary, isKept, summariesOf, summaryColumns } from "./list.ts";
import { unsealAnswer } from "./sealed-answer.ts";

/** Why sealed content is not shown: the subject was erased, or it has expired. */
type Sealed = "erased" | "expired";

/**
 * Why there is no body. `unrendered`: the webhook's template has not rendered it, or can't; the
 * message contains the template's input, which is never sent.
 */
type Withheld = Sealed | "unrendered";

/** One request that was made for a delivery. What was sealed is null once it is withheld. */
interface AttemptRecord {
  number: number;
  resend: boolean;
  startedAt: Date;
  durationMs: number;
  /** `delivered`, or the kind of failure. */
  outcome: string;
  statusCode: number | null;
  /** The address that was called; null for attempts that were logged before it was stored. */
  url: string | null;
  /** Address and port that was connected to. */
  dialled: string | null;
  /** With credentials masked. */
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string> | null;
  /** At most the first 256 KiB in modes that keep responses, 16 KiB in the others. */
  responseBody: Buffer | null;
  answerFlag: AnswerFlag | null;
  /** Milliseconds by phase. */
  timings: Record<string, number> | null;
}

export interface DeliveryDetails extends DeliverySummary {
  /** Null once the message was deleted. */
  contentType: string | null;
  /** What was sent; null if it is withheld. */
  body: string | null;
  withheld: Withheld | null;
  /** Oldest attempt first. */
  log: AttemptRecord[];
}

/**
 * Whether the delivery's project still shows its body and responses; their key exists some days
 * longer.
 */
const isShown = sql<boolean>`
  deliveries.event_day >= (select payloads_from from projects where projects.id = deliveries.project_id)`;

type Deps = { db: Db; keyring: Pick<Keyring, "payloadKeys"> };

/**
 * One delivery with its requests and responses, unsealed; null if there is none. It may contain
 * personal data: the caller writes an audit record of the access.
 */
export async function findDelivery(deps: Deps, id: DeliveryId): Promise<DeliveryDetails | null> {
  const found = await deps.db
    .selectFrom("deliveries")
    .leftJoin("messages", (join) =>
      join
        .onRef("messages.day", "=", "deliveries.eventDay")
        .onRef("messages.eventId", "=", "deliveries.eventId")
        .onRef("messages.encoding", "=", "deliveries.encoding"),
    )
    .select([
      ...summaryColumns,
      "deliveries.encoding",
      "messages.keyId",
      "messages.contentType",
      "messages.bodySealed",
      isShown.as("isShown"),
    ])
    .where("deliveries.day", "=", idDay(id))
    .where("deliveries.id", "=", id)
    .where(isKept)
    .executeTakeFirst();
  if (!found) return null;
  const { keyId, encoding, bodySealed, isShown: shown, ...rest } = found;
  const [summary] = await summariesOf(deps.db, [rest]);
  if (summary === undefined) throw new Error("a delivery was left out");
  // Emptied by an erasure: the key may still be in memory.
  const opened =
    bodySealed?.length === 0
      ? ({ key: null, withheld: "erased" } as const)
      : await keyOf(deps, shown ? keyId : null, summary);
  const key = opened.key;
  const text =
    key && bodySealed && key.unseal(bodySealed, bodyContext(summary.eventId, encoding)).toString("utf8");
  const body = text && isUnrendered(encoding) ? madeOf(text) : text;
  const attempts = await deps.db
    .selectFrom("attempts")
    .selectAll()
    .where("deliveryId", "=", id)
    .where("day", ">=", idDay(id))
    .orderBy("number")
    .execute();
  return {
    ...summary,
    body,
    withheld: opened.withheld ?? (body === null && isUnrendered(encoding) ? "unrendered" : null),
    log: attempts.map((row) => ({
      number: row.number,
      resend: row.resend,
      startedAt: row.startedAt,
      durationMs: row.durationMs,
      outcome: row.outcome,
      statusCode: row.statusCode,
      url: row.url,
      dialled: row.dialled,
      requestHeaders: row.requestHeaders,
      ...unsealAnswer(key, id, row.number, row),
      answerFlag: row.answerFlag,
      timings: row.timings,
    })),
  };
}

/** The body that an unrendered message has got since; null if it has none. */
function madeOf(text: string): string | null {
  const unrendered = readUnrendered(text);
  return unrendered.kind === "made" ? unrendered.body : null;
}

/**
 * `keyId` null: its project no longer shows it, or its row is gone, which is deleted no earlier
 * than its key.
 */
async function keyOf(
  deps: Deps,
  keyId: string | null,
  { eventId }: DeliverySummary,
): Promise<{ key: SealingKey; withheld: null } | { key: null; withheld: Sealed }> {
  if (keyId === null) return { key: null, withheld: "expired" };
  const keys = await deps.keyring.payloadKeys(deps.db, keyId);
  if (keys === null) return { key: null, withheld: "erased" };
  const key = keys.on(idDay(eventId));
  return key ? { key, withheld: null } : { key: null, withheld: "expired" };
}
