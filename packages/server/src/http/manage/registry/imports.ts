import { PassThrough, Readable } from "node:stream";
import {
  crossingRecordSchema,
  type ImportReport as ImportView,
  importPageSchema,
  importReportSchema,
  pageQuerySchema,
  personRecordSchema,
} from "@countersign/wire";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { audit } from "../../../access/index.ts";
import {
  cancelImport,
  findImport,
  type ImportFile,
  type ImportOptions,
  type ImportReport,
  importCrossings,
  importPeople,
  listImports,
} from "../../../registry/index.ts";
import { actorOf } from "../../caller.ts";
import type { HttpDeps } from "../../deps.ts";
import { respondOnce } from "../../idempotency/respond-once.ts";
import { textSchema } from "../../openapi/route-schema.ts";
import { positionOf, toPage } from "../../paging.ts";
import { refuse } from "../../refusals/problem.ts";
import type { App } from "../../types.ts";
import { idParams } from "../fields.ts";

const tags = ["registry"];
const ndjsonTypes = ["application/x-ndjson", "application/ndjson", "application/jsonl"];
const importQuery = z.strictObject({
  strict: z
    .enum(["true", "false"])
    .default("false")
    .describe("Ask for valid PINFLs that agree with birth date and sex"),
});
const importConfig = {
  access: "registry.manage",
  // Records replace each other, so that repeating a file changes nothing; and its body is never in memory as a whole.
  idempotent: false,
} as const;

/** Imports of people and crossings, and their reports. */
export function registerRegistryImportRoutes(app: App, deps: HttpDeps): void {
  app.register(async (scope) => {
    // Bodies of any length are streamed to the import, in a scope of their own: elsewhere they are limited.
    scope.removeContentTypeParser("application/json");
    scope.addContentTypeParser(["application/json", ...ndjsonTypes], (_request, payload, done) =>
      done(null, payload),
    );

    const route = (
      path: string,
      run: typeof importPeople,
      { operationId, what, record }: { operationId: string; what: string; record: z.ZodType },
    ): void => {
      scope.post(
        path,
        {
          config: importConfig,
          schema: {
            tags,
            operationId,
            summary: `Import ${what}`,
            description:
              `Imports ${what} from a JSON array or from NDJSON. With \`accept: application/x-ndjson\` the response reports ` +
              "progress line by line.",
            reads: { body: { "application/json": z.array(record), "application/x-ndjson": textSchema } },
            querystring: importQuery,
            response: { 200: importReportSchema },
          },
        },
        (request, reply) => sendImport(deps, request, reply, (file, options) => run(deps, file, options)),
      );
    };
    route("/registry/people", importPeople, {
      operationId: "importPeople",
      what: "people",
      record: personRecordSchema,
    });
    route("/registry/crossings", importCrossings, {
      operationId: "importCrossings",
      what: "border crossings",
      record: crossingRecordSchema,
    });
  });

  app.get(
    "/registry/imports",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "listImports",
        summary: "List imports",
        description: "Returns the imports into the local registry, newest first.",
        querystring: pageQuerySchema,
        response: { 200: importPageSchema },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const rows = await listImports(deps, { before: positionOf(cursor), limit: limit + 1 });
      return toPage(rows, limit, (row) => row.id, importView);
    },
  );

  app.get(
    "/registry/imports/:id",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "getImport",
        summary: "Read an import",
        description: "Returns how far an import has come, or how it ended.",
        params: idParams,
        response: { 200: importReportSchema },
      },
    },
    async (request) => {
      const report = await findImport(deps, request.params.id);
      if (report === null) throw refuse("not_found", "There is no such import.");
      return importView(report);
    },
  );

  registerCancel(app, deps);
}

/** Lets an operator end an import that somebody started, in whichever process it runs. */
function registerCancel(app: App, deps: HttpDeps): void {
  app.post(
    "/registry/imports/:id/cancel",
    {
      config: { access: "registry.manage" },
      schema: {
        tags,
        operationId: "cancelImport",
        summary: "Cancel an import",
        description:
          "Ends a running import as `cancelled`. Records that were stored stay; no further one is stored. The upload's own response says so as well.",
        params: idParams,
        response: { 200: importReportSchema },
      },
    },
    async (request) => {
      const { id } = request.params;
      return respondOnce(deps, request, {
        status: 200,
        work: async (tx) => {
          const cancelled = await cancelImport(deps, tx, id);
          if (cancelled)
            await audit(deps, tx, { actor: actorOf(request), action: "registry.import_cancel", target: id });
          return { cancelled, report: await findImport({ ...deps, db: tx }, id) };
        },
        answer: ({ cancelled, report }) => {
          if (report === null) throw refuse("not_found", "There is no such import.");
          if (!cancelled && report.state !== "cancelled")
            throw refuse("conflict", `The import does not run any more: it is ${report.state}.`);
          return importView(report);
        },
      });
    },
  );
}

async function sendImport(
  deps: HttpDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  run: (file: ImportFile, options: ImportOptions) => Promise<ImportReport>,
): Promise<unknown> {
  const { body } = request;
  if (!(body instanceof Readable))
    throw refuse("invalid_request", "The body must be a JSON array or NDJSON.");
  const contentType = request.headers["content-type"] ?? "";
  const file: ImportFile = {
    format: ndjsonTypes.some((type) => contentType.startsWith(type)) ? "ndjson" : "array",
    // The stream must outlive a reader that stops early: the response uses its connection.
    chunks: body.iterator({ destroyOnReturn: false }),
  };
  const { strict } = request.query as z.output<typeof importQuery>;
  const imported = async (told: ImportOptions): Promise<ImportReport> => {
    const report = await run(file, { strict: strict === "true", ...told });
    body.resume(); // what stands behind a broken array is read and dropped, so that the answer gets through
    await audit(deps, deps.db, {
      actor: actorOf(request),
      action: "registry.import",
      target: report.id,
      details: { kind: report.kind, received: report.received, kept: report.kept, refused: report.refused },
    });
    return report;
  };
  if (!request.headers.accept?.includes("application/x-ndjson")) return importView(await imported({}));

  const lines = new PassThrough();
  const tell = (line: object) => {
    if (lines.writable) lines.write(`${JSON.stringify(line)}\n`);
  };
  imported({ onStart: (id) => tell({ id }), onProgress: tell })
    .then(
      (report) => tell(importView(report)),
      (err: unknown) => {
        deps.log.error({ err, requestId: request.id }, "import failed");
        tell({ error: { code: "internal", requestId: request.id } });
      },
    )
    .finally(() => lines.end());
  return reply.type("application/x-ndjson").send(lines);
}

function importView(report: ImportReport): ImportView {
  const { state: status, ...rest } = report;
  return {
    ...rest,
    status,
    startedAt: report.startedAt.toISOString(),
    finishedAt: report.finishedAt?.toISOString() ?? null,
  };
}
