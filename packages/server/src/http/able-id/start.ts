import {
  type Language,
  type RegistryMethod,
  type StartedData,
  startedDataSchema,
  startForeignSchema,
  startSecondSchema,
  type WebhookId,
} from "@countersign/wire";
import { inTransaction } from "../../db/index.ts";
import { findForeigner, findResident, type SubjectLookup } from "../../disclosure/index.ts";
import { type SessionPerson, startSession, wasIdentified } from "../../verification/index.ts";
import { outcomeAddress } from "../../webhooks/index.ts";
import type { HttpDeps } from "../deps.ts";
import type { App } from "../types.ts";
import type { CheckCall } from "./call.ts";
import { missingAddress } from "./missing-address.ts";
import { checkOutcomeAddresses } from "./outcome-addresses.ts";
import { pinflRefusal } from "./pinfl-refusal.ts";
import { type CheckResponse, refuse } from "./response.ts";
import { registerCall } from "./route.ts";
import { transactionIdRefusal } from "./transaction-id.ts";

/** The four calls that start a session on the applicant's page. */
export function registerStartRoutes(app: App, deps: HttpDeps): void {
  const methods = [
    {
      prefix: "/start",
      method: "identification",
      of: "Identification",
      about: "compares a live face with the registry's picture",
    },
    {
      prefix: "/start/verification",
      method: "verification",
      of: "Verification",
      about: "is the shorter, passive check of somebody whom the project identified before",
    },
  ] as const;
  for (const { prefix, method, of, about } of methods) {
    registerCall(app, deps, {
      path: `${prefix}/second`,
      operationId: `startResident${of}`,
      summary: `Start a resident's ${method}`,
      description: `Starts a session for a resident, which ${about}. Send the applicant to \`fullUrl\` within ten minutes.`,
      status: 201,
      data: startedDataSchema,
      schema: startSecondSchema,
      addressField: "hooks",
      quota: "sessions",
      handle: async (call) => {
        const { pinfl, birthDate } = call.body;
        const refusal = pinflRefusal(pinfl, birthDate, call.project);
        if (refusal !== null) return refusal;
        return start(deps, method, call, "PERSON_WEBHOOK_URL", () =>
          findResident(deps, { pinfl, birthDate }),
        );
      },
    });
    registerCall(app, deps, {
      path: `${prefix}/foreign`,
      operationId: `startForeign${of}`,
      summary: `Start a foreigner's ${method}`,
      description: `Starts a session for a foreigner known by a border crossing, which ${about}. Send the applicant to \`fullUrl\` within ten minutes.`,
      status: 201,
      data: startedDataSchema,
      schema: startForeignSchema,
      addressField: "hooks",
      quota: "sessions",
      handle: async (call) =>
        start(deps, method, call, "FOREIGN_WEBHOOK_URL", () => findForeigner(deps, call.body.document)),
    });
  }
}

interface StartBody {
  transactionId: string;
  hooks: string[];
}

/**
 * Addresses are resolved and registries queried before the transaction: none is open while waiting for
 * other systems.
 */
async function start(
  deps: HttpDeps,
  method: RegistryMethod,
  call: CheckCall<StartBody>,
  dataAddress: "PERSON_WEBHOOK_URL" | "FOREIGN_WEBHOOK_URL",
  lookup: () => Promise<SubjectLookup>,
): Promise<CheckResponse> {
  const { project, body, language = project.language } = call;
  const refusal = transactionIdRefusal(body.transactionId);
  if (refusal !== null) return refusal;
  const missing = await missingAddress(deps.db, project, "page", [dataAddress]);
  if (missing !== null) return missing;
  const addresses = await checkOutcomeAddresses(deps, project.id, body.hooks);
  if (!addresses.ok) return addresses.refusal;
  const subject = await lookup();
  if (!subject.ok) return refuse(subject.code);
  return begin(deps, method, call, { person: subject.person, urls: addresses.urls, language });
}

async function begin(
  deps: HttpDeps,
  method: RegistryMethod,
  { project, body }: CheckCall<StartBody>,
  about: { person: SessionPerson; urls: string[]; language: Language },
): Promise<CheckResponse> {
  const { person, urls, language } = about;
  return inTransaction(deps.db, async (tx): Promise<CheckResponse> => {
    // Locked in the same order in every start, addresses before people: concurrent starts wait, but
    // never deadlock.
    const outcomeWebhookIds: WebhookId[] = [];
    for (const url of urls) outcomeWebhookIds.push(await outcomeAddress(deps, tx, project.id, url));
    if (method === "verification" && !(await wasIdentified(deps, tx, project.id, person)))
      return refuse(10200);
    const { transactionId } = body;
    const input = { project, method, transactionId, person, language, outcomeWebhookIds };
    const result = await startSession(deps.verification, tx, input);
    if (result.kind === "limit") return refuse(10100);
    if (result.kind === "duplicate") return refuse(20202, "transactionId", "was used before in this project");
    const data: StartedData = {
      attemptId: result.session.id,
      fullUrl: `${deps.publicUrl}/s/${result.session.id}#${result.pageToken}`,
      lang: language,
      redirect: project.successRedirectUrl,
    };
    return { kind: "created", data };
  });
}
