import {
  flagsOfMode,
  previewedWebhookSchema,
  previewWebhookSchema,
  testDraftSchema,
  validatedWebhookSchema,
  validateWebhookSchema,
  webhookExchangeSchema,
} from "@countersign/wire";
import { audit } from "../../../access/index.ts";
import type { About, SourceProblem } from "../../../rendering/index.ts";
import { scheduleOf } from "../../../webhooks/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { beginOnce } from "../../idempotency/respond-once.ts";
import { refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { visibleProject } from "../projects/visible-project.ts";
import { checkedDraft } from "./checked-draft.ts";
import { invent, inventedEvent } from "./invented.ts";
import { readableDraft, settingOf } from "./readable-draft.ts";
import { refuseBuiltIn, tryWebhook } from "./try.ts";
import { retryView } from "./view.ts";

const tags = ["webhooks"];
const config = {
  access: "webhooks.change",
  refusal: "Webhooks are set up by an operator: ask yours.",
} as const;

/** What a form needs before anything is saved: whether it is right, what it renders, whether it works. */
export function registerWebhookDraftRoutes(app: App, deps: HttpDeps): void {
  app.post(
    "/webhooks/validate",
    {
      config: { ...config, idempotent: false },
      // Wrong settings are what it is asked about: they are findings, not a refusal.
      attachValidation: true,
      schema: {
        tags,
        operationId: "validateWebhook",
        summary: "Check a webhook's settings",
        description:
          "Returns what saving the settings would say, and saves nothing. Settings that are malformed are among the problems as well.",
        body: validateWebhookSchema,
        response: { 200: validatedWebhookSchema },
      },
    },
    async (request) => {
      const { body, malformed } = readableDraft(request.body, request.validationError);
      const { draft, problems: found } = await checkedDraft(deps, actorOf(request), body);
      const known = new Set(malformed.map(({ field }) => settingOf(field)));
      const problems = [...malformed, ...found.filter(({ field }) => !known.has(settingOf(field)))];
      const { mode, dialect, timeoutMs, retry } = draft.webhook;
      const maxAttempts = scheduleOf(retry).delaysMs.length;
      return {
        valid: problems.length === 0,
        problems,
        effective: {
          mode,
          flags: flagsOfMode(mode),
          dialect,
          timeoutMs,
          retry: retryView(retry),
          maxAttempts,
        },
      };
    },
  );

  app.post(
    "/webhooks/test",
    {
      config,
      schema: {
        tags,
        operationId: "testWebhookDraft",
        summary: "Test settings that are not saved",
        description:
          "Sends an invented event as the settings say, and returns the whole exchange. A new webhook has no secret yet: the request is signed with an invented one.",
        body: testDraftSchema,
        response: { 200: webhookExchangeSchema },
      },
    },
    async (request) => {
      const { body } = request;
      const { projectId, draft, problems } = await checkedDraft(deps, actorOf(request), body);
      if (problems.length > 0)
        throw refuseFields(problems.map((each) => ({ ...each, field: `settings.${each.field}` })));
      refuseBuiltIn(draft.webhook);
      const event = await inventedEvent(deps, projectId, draft.webhook.eventTypes, body);
      await beginOnce(deps, request);
      const view = await tryWebhook(deps, draft.webhook, event, draft);
      await audit(deps, deps.db, {
        actor: actorOf(request),
        action: "webhook.test",
        projectId,
        ...(body.webhookId !== undefined && { target: body.webhookId }),
        details: {
          type: event.type,
          outcome: view.verdict.outcome,
          origin: new URL(draft.webhook.url).origin,
        },
      });
      return view;
    },
  );

  app.post(
    "/webhooks/preview",
    {
      config: { ...config, idempotent: false },
      schema: {
        tags,
        operationId: "previewWebhook",
        summary: "Try a body and a condition",
        description: "Renders a template and evaluates a condition for an event, and sends nothing.",
        body: previewWebhookSchema,
        response: { 200: previewedWebhookSchema },
      },
    },
    async (request) => {
      const { type, body, condition } = request.body;
      const { id: projectId } = await visibleProject(deps.db, actorOf(request), request.body.projectId);
      const { payload } = await invent(deps, projectId, type, request.body.payload);
      const data = payload as About["data"];
      const about = { event: type, sequence: 1, occurredAt: new Date(deps.clock()).toISOString(), data };
      const owner = { projectId, webhookId: null };
      const [made, held] = await Promise.all([
        body ? deps.rendering.render(body, about, owner) : null,
        condition ? deps.rendering.evaluate(condition, about, owner) : null,
      ]);
      return {
        payload: data,
        body: made && { text: made.ok ? made.value : null, problem: made.ok ? null : shown(made.problem) },
        condition: held && {
          met: held.ok ? held.value : null,
          problem: held.ok ? null : shown(held.problem),
        },
      };
    },
  );
}

function shown({ detail, line, column }: SourceProblem) {
  return { detail, line: line ?? null, column: column ?? null };
}
