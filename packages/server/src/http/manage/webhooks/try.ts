import { isBeforeEvent, isEventType, isGate } from "@countersign/wire";
import { type Invented, tryOnce } from "../../../delivery/index.ts";
import type { Payload } from "../../../interception/index.ts";
import { findProject } from "../../../projects/index.ts";
import type { Draft, Webhook } from "../../../webhooks/index.ts";
import type { HttpDeps } from "../../deps.ts";
import { refuse } from "../../refusals/problem.ts";
import { exchangeView, gateExchangeView } from "./exchange.ts";

/**
 * Calls a webhook with an invented event, as an operation or the delivery worker would, and returns
 * the whole exchange.
 *
 * @param known what a draft is called with.
 */
export async function tryWebhook(
  deps: HttpDeps,
  webhook: Webhook,
  event: Invented,
  known?: Pick<Draft, "secrets" | "credentials">,
) {
  const { type, payload } = event;
  if (isGate(webhook.mode) && isEventType(type) && isBeforeEvent(type)) {
    const probe = await deps.probe(webhook, type, payload as Payload, known);
    const language = (await findProject(deps.db, webhook.projectId))?.language ?? "en";
    return gateExchangeView(webhook, type, probe, language);
  }
  return exchangeView(webhook, type, await tryOnce(deps, webhook, event, known), deps.clock());
}

/** A built-in gate has no address that could be called. */
export function refuseBuiltIn({ url }: Webhook): void {
  if (url !== "") return;
  throw refuse("conflict", "A built-in gate calls nobody: try it by POST /intercept/{event} with dryRun.");
}
