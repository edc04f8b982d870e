import {
  exportWebhooksSchema,
  type FieldProblem,
  importedWebhooksSchema,
  importWebhooksSchema,
  type JsonValue,
  type ProjectId,
} from "@countersign/wire";
import { z } from "zod";
import { audit } from "../../../access/index.ts";
import { type Db, inTransaction, type Tx } from "../../../db/index.ts";
import { findProject } from "../../../projects/index.ts";
import {
  addressToCheck,
  configuredWebhooks,
  entriesOf,
  exportSettings,
  type ImportStep,
  importSettings,
  keepVersion,
  meantBy,
  type Webhook,
  writeSettingsFile,
} from "../../../webhooks/index.ts";
import { actorOf, type Caller, maySee } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { refuse, refuseFields } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { hookTextProblems } from "../interception/hook-texts.ts";

const tags = ["webhooks"];
const config = {
  access: "webhooks.change",
  refusal: "Webhooks are set up by an operator: ask yours.",
} as const;

/** All webhook settings of a project as one file, to be stored, compared and imported elsewhere. */
export function registerWebhookFileRoutes(app: App, deps: HttpDeps): void {
  const projectOf = async (actor: Caller, id: string): Promise<ProjectId> => {
    const project = maySee(actor, id) ? await findProject(deps.db, id) : null;
    if (project === null) throw refuseFields([{ field: "projectId", problem: "is not a known project" }]);
    return project.id;
  };

  app.get(
    "/webhooks/export",
    {
      config,
      schema: {
        tags,
        operationId: "exportWebhooks",
        summary: "Export webhooks",
        description: "Returns a project's webhook settings as one YAML file, without secrets.",
        querystring: exportWebhooksSchema,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const projectId = await projectOf(actorOf(request), request.query.projectId);
      const file = writeSettingsFile(await exportSettings(deps, deps.db, projectId));
      await audit(deps, deps.db, { actor: actorOf(request), action: "webhook.export", projectId });
      return reply
        .type("application/yaml")
        .header("content-disposition", 'attachment; filename="webhooks.yaml"')
        .serializer((text: unknown) => String(text))
        .send(file);
    },
  );

  app.post(
    "/webhooks/import",
    {
      config,
      schema: {
        tags,
        operationId: "importWebhooks",
        summary: "Import webhooks",
        description: "Compares a settings file with a project's webhooks, and applies it if asked to.",
        body: importWebhooksSchema,
        response: { 200: importedWebhooksSchema },
      },
    },
    async (request) => {
      const { yaml, apply = false } = request.body;
      const projectId = await projectOf(actorOf(request), request.body.projectId);
      const file = entriesOf(await contentOf(deps, projectId, yaml));
      if (!file.ok) throw refuseFields(file.problems);
      const { entries } = file;
      const problems = await entryProblems(deps, projectId, entries);
      if (problems.length > 0) throw refuseFields(problems);

      const imported = async (tx: Tx): Promise<ImportStep[]> => {
        const result = await importSettings(deps, tx, projectId, entries);
        if (!result.ok) throw refuseFields(result.problems);
        return result.steps;
      };
      if (!apply) {
        const diff = await rolledBack(deps.db, imported);
        return { applied: false, diff: diff.map((step) => shown(step, false)) };
      }
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const steps = await imported(tx);
          for (const { action, webhook } of steps) {
            if (webhook !== undefined && action !== "same")
              await keepVersion(deps, tx, webhook, actorOf(request));
          }
          const details = countActions(steps);
          await audit(deps, tx, { actor: actorOf(request), action: "webhook.import", projectId, details });
          return steps;
        },
        answer: (steps) => ({ applied: true, diff: steps.map((step) => shown(step, true)) }),
        repeated: ({ diff }) => ({
          applied: true,
          diff: diff.map((step) => ("secret" in step ? { ...step, secret: null } : step)),
        }),
      });
    },
  );
}

/** What a file holds. It is read in a process of its own: some 400 KB of YAML take a minute to parse. */
async function contentOf(deps: HttpDeps, projectId: ProjectId, yaml: string): Promise<unknown> {
  const read = await deps.rendering.readYaml(yaml, { projectId, webhookId: null });
  if (read.ok) return JSON.parse(read.value);
  const { kind, detail, line, column } = read.problem;
  if (kind === "busy")
    throw refuse("rate_limited", "The service is too busy to read the file. Repeat after 1 s.", {}, 1);
  const tooMuch = kind === "too-slow" || kind === "too-large" || kind === "failed";
  const place = line === undefined ? "" : `line ${line}, column ${column}: `;
  const problem = tooMuch ? "takes too much to read: no settings file does" : `${place}${detail}`;
  throw refuseFields([{ field: "yaml", problem }]);
}

/** What rolls a diff's transaction back. */
class OnlyADiff extends Error {}

/** The result of the work, which is rolled back. */
async function rolledBack<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  let found: { result: Result } | null = null;
  try {
    await inTransaction(db, async (tx) => {
      found = { result: await work(tx) };
      throw new OnlyADiff();
    });
  } catch (error) {
    if (!(error instanceof OnlyADiff) || found === null) throw error;
    return (found as { result: Result }).result;
  }
  throw new Error("a diff was not rolled back");
}

/** Addresses and texts that differ from what is saved: checked before the transaction. */
async function entryProblems(
  deps: HttpDeps,
  projectId: ProjectId,
  entries: Parameters<typeof importSettings>[3],
): Promise<FieldProblem[]> {
  const webhooks = await configuredWebhooks(deps.db, projectId);
  const problems = await addressProblems(deps, projectId, entries, webhooks);
  for (const [at, entry] of entries.entries()) {
    const current = meantBy(entry, webhooks);
    const same =
      current !== null &&
      entry.body === current.body &&
      entry.condition === current.condition &&
      JSON.stringify(entry.events) === JSON.stringify(current.eventTypes);
    if (same) continue;
    const ofTexts = await hookTextProblems(deps, projectId, current, entry);
    problems.push(...ofTexts.map((each) => ({ ...each, field: `webhooks.${at}.${each.field}` })));
  }
  return problems;
}

/** All at once, so that names which don't resolve take the time of one. */
async function addressProblems(
  deps: HttpDeps,
  projectId: ProjectId,
  entries: Parameters<typeof importSettings>[3],
  webhooks: readonly Webhook[],
): Promise<FieldProblem[]> {
  const checks = entries.map(async (entry, at) => {
    const current = meantBy(entry, webhooks);
    const url = entry.url === current?.url ? undefined : entry.url;
    const address = addressToCheck(current, { ...entry, url });
    if (address === null) return [];
    const { purpose } = address;
    const problem = await deps.outbound.checkAddress(address.url, { purpose, projectId });
    return problem === null ? [] : [{ field: `webhooks.${at}.url`, problem: problem.detail }];
  });
  return (await Promise.all(checks)).flat();
}

function countActions(steps: readonly ImportStep[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action } of steps) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

/** Of a diff, neither the id nor the secret of what would be added: they would be others. */
function shown({ secret, webhook: _, ...step }: ImportStep, applied: boolean) {
  const changes = step.changes.map(({ field, before, after }) => ({
    field,
    before: before as JsonValue,
    after: after as JsonValue,
  }));
  if (!applied && step.action === "add") return { ...step, changes, id: null };
  return { ...step, changes, ...(secret !== undefined && { secret }) };
}
