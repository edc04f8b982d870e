import { randomUUID } from "node:crypto";
import { checkCall } from "../api/check-call.ts";
import type { Connection } from "../api/connection.ts";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { simulate } from "./by-session.ts";
import { type Setting, withSettings } from "./set-path.ts";
import type { Triggered, TriggerOptions } from "./triggered.ts";

/** What a start call takes; the service checks it. */
interface StartBody {
  transactionId: string;
  lang: string;
  pinfl?: string;
  birthDate?: string;
  document?: string;
  hooks?: readonly string[];
}

/** The first invented resident and foreigner of the repository's demo. */
const resident = { pinfl: "31405909999008", birthDate: "1990-05-14" };
const foreigner = { document: "RU00000201" };

/** The data call that sends each type, and which members of the start call it repeats. */
const dataCalls: Readonly<Record<string, { path: string; members: readonly (keyof StartBody)[] }>> = {
  "check.passport": { path: "/get_passport", members: ["pinfl", "birthDate", "lang"] },
  "check.person": { path: "/get_person", members: ["pinfl", "birthDate", "lang"] },
  "check.registration": { path: "/registration", members: ["pinfl", "lang"] },
  "check.photo": { path: "/get_photo", members: ["lang"] },
  "check.foreign_person": { path: "/get_foreign_person", members: ["document", "lang"] },
};

/** Whether events of this type come of a session that able-id's calls start. */
export function isOfCheck(type: string): boolean {
  return type === "check.outcome" || Object.hasOwn(dataCalls, type);
}

/**
 * Starts a session by `/check/start`, asks for the person's data where the type is about it, and ends the session, so
 * that the data goes to the project's static address, or the outcome to the addresses in `hooks`.
 */
export async function byCheck(connection: Connection, options: TriggerOptions): Promise<Triggered> {
  const { type, fail } = options;
  const { start, startPath } = startOf(options);
  const credentials = { projectId: options.projectId, secret: secretOf(options) };
  const { attemptId } = await checkCall(connection, startPath, { ...start, ...credentials });
  if (typeof attemptId !== "string") throw new Error("a started session has no attemptId");
  const dataCall = dataCalls[type];
  if (dataCall !== undefined) {
    const about = Object.fromEntries(dataCall.members.map((name) => [name, start[name]]));
    await checkCall(connection, dataCall.path, { attemptId, ...about, ...credentials });
  }
  const { status } = await simulate(connection, attemptId, fail);
  return { kind: "session", sessionId: attemptId, type, status };
}

function startOf({ type, settings }: TriggerOptions): { start: StartBody; startPath: string } {
  const isForeign = type === "check.foreign_person";
  const start = withSettings<StartBody>(
    { transactionId: `trigger-${randomUUID()}`, lang: "en", ...(isForeign ? foreigner : resident) },
    settings.map(asText),
  );
  if (type === "check.outcome" && !(Array.isArray(start.hooks) && start.hooks.length > 0))
    throw new CliError(
      "check.outcome is sent to the addresses of the call that starts the session, and none was given.",
      "Add one that the service may call: --set hooks.0=https://…",
      exitCodes.usage,
    );
  return { start, startPath: isForeign ? "/start/foreign" : "/start/second" };
}

/** Numbers of people and documents are texts. */
function asText(setting: Setting): Setting {
  return typeof setting.value === "number" ? { ...setting, value: setting.text } : setting;
}

function secretOf({ type, secret }: TriggerOptions): string {
  if (secret !== null) return secret;
  throw new CliError(
    `${type} comes of a session that is started with the project's secret, and none was given.`,
    "Set COUNTERSIGN_PROJECT_SECRET, or give --secret-file with a file that holds it. It was shown when the project was created; POST /manage/v1/projects/{id}/rotate makes another.",
    exitCodes.usage,
  );
}
