import {
  type BeforeEventType,
  dryRunDraftSchema,
  interceptResponseSchema,
  isGate,
  wantsEvent,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import { type Payload, userNamedIn } from "../../../interception/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { beginOnce } from "../../idempotency/respond-once.ts";
import { charge, quotaCaller } from "../../limits/quota.ts";
import { refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { keyIdFor, verdictView } from "../interception/verdict-view.ts";
import { checkedDraft } from "./checked-draft.ts";
import { invent } from "./invented.ts";

/** What a hook would do among the others before it is saved. */
export function registerWebhookDryRunRoute(app: App, deps: HttpDeps): void {
  app.post(
    "/webhooks/dry-run",
    {
      config: {
        access: "webhooks.change",
        quota: "interceptions",
        refusal: "Webhooks are set up by an operator: ask yours.",
      },
      schema: {
        tags: ["webhooks"],
        operationId: "dryRunWebhookDraft",
        summary: "Dry-run a hook that is not saved",
        description:
          "Asks the hooks of a before-event as they would be once the settings are saved, in their order. Hooks get `countersign-dry-run: true`; no delivery follows. The run is kept and can be read as an interception.",
        body: dryRunDraftSchema,
        response: { 200: interceptResponseSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const { event, subject, userId, webhookId } = body;
      const actor = actorOf(request);
      const { projectId, draft, problems } = await checkedDraft(deps, actor, body);
      if (problems.length > 0)
        throw refuseFields(problems.map((each) => ({ ...each, field: `settings.${each.field}` })));
      const { webhook, secrets, credentials } = draft;
      if (!isGate(webhook.mode) || !wantsEvent(webhook.eventTypes, event))
        throw refuseFields([{ field: "event", problem: "is none that the settings make a gate of" }]);
      const payload = (await invent(deps, projectId, event, body.payload)).payload as Payload;
      const caller = await quotaCaller(deps.db, actor, projectId);
      if (caller !== null) charge(deps, "interceptions", caller);
      await beginOnce(deps, request);
      const verdict = await deps.dryRun(
        {
          projectId,
          event: event as BeforeEventType,
          payload,
          ...(subject !== undefined && { subject }),
          ...(userId !== undefined && { userId }),
          keyId: await keyIdFor(deps, projectId, userId ?? userNamedIn(event, payload) ?? subject),
        },
        { webhook, replaces: webhookId ?? null, secrets, credentials },
      );
      await audit(deps, deps.db, {
        actor,
        action: "webhook.dry_run",
        projectId,
        ...(webhookId !== undefined && { target: webhookId }),
        details: { event, verdict: verdict.kind, interceptionId: verdict.trace.id },
      });
      // So that the run can be read in whichever process.
      await deps.writeTraces();
      return verdictView(verdict);
    },
  );
}
