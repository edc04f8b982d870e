import type { ProjectId, WebhookId } from "@countersign/wire";
import type { RetrySetting } from "./retry-presets.ts";

/** The configuration keys of seed 000 that hold an address of data hooks. */
export type ConfigKey =
  | "PERSON_WEBHOOK_URL"
  | "REGISTRATION_WEBHOOK_URL"
  | "PHOTO_WEBHOOK_URL"
  | "FOREIGN_WEBHOOK_URL";

/** Which event types go to which static address. */
export const staticEventTypes: Readonly<Record<ConfigKey, readonly string[]>> = {
  PERSON_WEBHOOK_URL: ["check.passport", "check.person"],
  REGISTRATION_WEBHOOK_URL: ["check.registration"],
  PHOTO_WEBHOOK_URL: ["check.photo"],
  FOREIGN_WEBHOOK_URL: ["check.foreign_person"],
};

export const outcomeEventType = "check.outcome";

export type DialectName = "able-id" | "love-and-pay" | "treezor" | "rarus" | "standard";

/**
 * One settings record. `static`: one of the project's static URLs; `outcome`: an address from a session's
 * `hooks[]`, which gets events only by name; `configured`: a record of its own.
 */
export interface Webhook {
  id: WebhookId;
  projectId: ProjectId;
  kind: "static" | "outcome" | "configured";
  configKey: ConfigKey | null;
  name: string;
  url: string;
  /** Exact types, families (`kyc.*`), or `*`. */
  eventTypes: string[];
  dialect: DialectName;
  retry: RetrySetting;
  timeoutMs: number;
  active: boolean;
  /** Rises with every change. */
  version: number;
}
