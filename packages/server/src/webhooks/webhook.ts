import {
  type DialectName,
  isDialectName,
  type ProjectId,
  type WebhookConfigKey,
  type WebhookContentType,
  type WebhookId,
  type WebhookMode,
  type WebhookStatus,
} from "@countersign/wire";
import type { Selectable } from "kysely";
import type { Schema } from "../db/index.ts";
import { isRetrySetting, type RetrySetting } from "./retry-presets.ts";

/** Which event types go to which static address. */
export const staticEventTypes: Readonly<Record<WebhookConfigKey, readonly string[]>> = {
  PERSON_WEBHOOK_URL: ["check.passport", "check.person"],
  REGISTRATION_WEBHOOK_URL: ["check.registration"],
  PHOTO_WEBHOOK_URL: ["check.photo"],
  FOREIGN_WEBHOOK_URL: ["check.foreign_person"],
};

export const outcomeEventType = "check.outcome";

/**
 * One settings record. `static`: one of the project's static URLs; `outcome`: an address from a
 * session's `hooks[]`, which gets events only by name; `configured`: a record of its own.
 */
export interface Webhook {
  id: WebhookId;
  projectId: ProjectId;
  kind: "static" | "outcome" | "configured";
  configKey: WebhookConfigKey | null;
  name: string;
  url: string;
  /** Exact types, families (`kyc.*`), or `*`. */
  eventTypes: string[];
  dialect: DialectName;
  mode: WebhookMode;
  /** Order of application: ascending, ties by id. */
  position: number;
  retry: RetrySetting;
  timeoutMs: number;
  /** The period `[validFrom, validTo)` in which events are for it; null: open at that end. */
  validFrom: Date | null;
  validTo: Date | null;
  /** Requests per second; null: no limit. */
  rateLimit: number | null;
  /** `subject`: in strict order within one subject, later ones wait behind a failing one. */
  fifo: "none" | "subject";
  /** Instead of the wire format's own. */
  contentType: WebhookContentType | null;
  /** A Liquid template of the body; null: the wire format's body. */
  body: string | null;
  /** A CEL expression: if it is false, the webhook doesn't get the event. Null: no condition. */
  condition: string | null;
  /** What to do when the hook fails (gates only). */
  failurePolicy: "fail" | "continue";
  /**
   * The price to return while the hook fails (gates on `before_delivery_service_calculate` only).
   */
  fallback: { price: number } | null;
  /**
   * The KYC level that a built-in gate requires. It has no address: `url` is empty. Null: an
   * ordinary webhook.
   */
  requireKycLevel: number | null;
  /** A setting: while it is false, the webhook gets no events. */
  active: boolean;
  /**
   * When it was disabled, by an operator or because it does not work. Unlike with `active: false`,
   * it still gets events: their deliveries are kept as cancelled, to be recovered once it is
   * enabled again.
   */
  disabledAt: Date | null;
  disabledReason: string | null;
  /** The first failure since the last success. */
  failingSince: Date | null;
  /** A deleted webhook is kept, inactive, so that the log can name it. */
  deletedAt: Date | null;
  /**
   * Custom headers and credentials, sealed with the project's key; `readCredentials` unseals them.
   */
  headersSealed: Buffer | null;
  authSealed: Buffer | null;
  createdAt: Date;
  updatedAt: Date;
  /** Rises with every change. */
  version: number;
}

export const webhookColumns = [
  "id",
  "projectId",
  "kind",
  "configKey",
  "name",
  "url",
  "eventTypes",
  "dialect",
  "mode",
  "position",
  "retry",
  "timeoutMs",
  "validFrom",
  "validTo",
  "rateLimit",
  "fifo",
  "contentType",
  "body",
  "condition",
  "failurePolicy",
  "fallback",
  "requireKycLevel",
  "active",
  "disabledAt",
  "disabledReason",
  "failingSince",
  "deletedAt",
  "headersSealed",
  "authSealed",
  "createdAt",
  "updatedAt",
  "version",
] as const satisfies (keyof Schema["webhooks"])[];

type WebhookRow = Pick<Selectable<Schema["webhooks"]>, (typeof webhookColumns)[number]>;

/** Whether it gets events now, and why not. */
export function statusOf({ active, disabledAt }: Pick<Webhook, "active" | "disabledAt">): WebhookStatus {
  if (!active) return "paused";
  return disabledAt === null ? "active" : "disabled";
}

/**
 * A mode as stored: from before modes were in snake_case. Both casts hold since the two spellings
 * differ in this character alone.
 */
export function storedMode(mode: WebhookMode): WebhookRow["mode"] {
  return mode.replace("_", "-") as WebhookRow["mode"];
}

function modeOf(stored: WebhookRow["mode"]): WebhookMode {
  return stored.replace("-", "_") as WebhookMode;
}

/** Throws for a row with a dialect or retry preset that this version does not know: a bug. */
export function webhookOf(row: WebhookRow): Webhook {
  const { dialect, retry } = row;
  if (!isDialectName(dialect)) throw new Error(`webhook ${row.id} has an unknown dialect`);
  if (!isRetrySetting(retry)) throw new Error(`webhook ${row.id} has an unknown retry setting`);
  return {
    ...row,
    mode: modeOf(row.mode),
    dialect,
    retry,
  };
}
