import { type ChangeWebhook, type FieldProblem, newId, type ProjectId } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import { type CallCredentials, callCredentials, readCredentials } from "./credentials.ts";
import type { WebhooksDeps } from "./deps.ts";
import { initialSettings, mergeSettings } from "./merge-settings.ts";
import { columnsOf, settingsOf } from "./settings.ts";
import { changeProblems, movingProblems, settingsProblems } from "./settings-problems.ts";
import { signingSecrets } from "./signing-secrets.ts";
import { type Webhook, webhookOf } from "./webhook.ts";

/** A webhook as it would be after a change that is not saved. */
export interface Draft {
  /** With an id of its own: nothing that is kept by id applies to it. */
  webhook: Webhook;
  /** Why it can't be saved; empty if it can. */
  problems: FieldProblem[];
  credentials: CallCredentials;
  /** Those of the webhook that it is a draft of; an invented one for a new webhook. */
  secrets: string[];
}

/** The draft of a change of `current`, or of a new webhook of the project. Saves nothing. */
export async function draftWebhook(
  deps: WebhooksDeps,
  db: Db,
  projectId: ProjectId,
  current: Webhook | null,
  change: ChangeWebhook,
): Promise<Draft> {
  const old = current && settingsOf(current, await readCredentials(deps, db, current));
  const { name = "", events = [] } = change;
  const settings = old ? mergeSettings(old, change) : initialSettings({ ...change, name, events });
  const problems = [
    ...changeProblems(change),
    ...(old ? movingProblems(old, change) : missingProblems(change)),
    ...settingsProblems(settings, change, deps.clock()),
  ];
  const now = new Date(deps.clock());
  const webhook = webhookOf({
    ...unsaved,
    createdAt: now,
    updatedAt: now,
    ...current,
    id: newId("webhook", deps.clock, deps.random),
    projectId,
    headersSealed: null,
    authSealed: null,
    ...columnsOf(settings),
  });
  const invented = `whsec_${Buffer.from(deps.random(32)).toString("base64")}`;
  const secrets = current ? await signingSecrets(deps, db, current) : [invented];
  return { webhook, problems, credentials: callCredentials(settings), secrets };
}

const unsaved = {
  kind: "configured",
  configKey: null,
  disabledAt: null,
  disabledReason: null,
  failingSince: null,
  deletedAt: null,
  version: 0,
} as const;

function missingProblems({ name, events }: ChangeWebhook): FieldProblem[] {
  const problem = "is required";
  return [
    ...(name === undefined ? [{ field: "name", problem }] : []),
    ...(events === undefined ? [{ field: "events", problem }] : []),
  ];
}
