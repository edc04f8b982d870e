import { type DialectName, isDialectName, type ProjectId, type WebhookId } from "@countersign/wire";
import { isRetrySetting, type RetrySetting } from "./retry-presets.ts";

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

export const webhookColumns = [
  "id",
  "projectId",
  "kind",
  "configKey",
  "name",
  "url",
  "eventTypes",
  "dialect",
  "retry",
  "timeoutMs",
  "active",
  "version",
] as const;

interface WebhookRow {
  id: string;
  projectId: string;
  kind: Webhook["kind"];
  configKey: string | null;
  name: string;
  url: string;
  eventTypes: string[];
  dialect: string;
  retry: object;
  timeoutMs: number;
  active: boolean;
  version: number;
}

/** Throws for a row that names a dialect or retry preset which this version does not know: a bug. */
export function webhookOf(row: WebhookRow): Webhook {
  const { dialect, retry } = row;
  if (!isDialectName(dialect)) throw new Error(`webhook ${row.id} has an unknown dialect`);
  if (!isRetrySetting(retry)) throw new Error(`webhook ${row.id} has an unknown retry setting`);
  return {
    ...row,
    id: row.id as WebhookId,
    projectId: row.projectId as ProjectId,
    configKey: row.configKey as ConfigKey | null,
    dialect,
    retry,
  };
}
