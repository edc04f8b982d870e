import { problems } from "@countersign/wire";
import { textSchema } from "../openapi/route-schema.ts";
import type { App } from "../types.ts";

/**
 * The page that the `type` of a problem links to: every error code with its meaning, generated from the
 * catalog.
 */
export function registerErrorReference(app: App): void {
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Countersign: error codes</title></head>
<body><h1>Error codes</h1>
<p>Errors of the management API and of the applicant's page, as <code>code</code> names them.</p>
${Object.entries(problems)
  .map(([code, { status, title, meaning }]) => section(code, status, title, meaning))
  .join("\n")}
</body></html>
`;
  app.get("/docs/errors", { schema }, (_request, reply) => reply.type("text/html; charset=utf-8").send(page));
}

const schema = {
  operationId: "getErrorReference",
  summary: "Read the reference of error codes",
  description: "Every error code of the management API and of the applicant's page, with its meaning.",
  sends: { 200: { description: "The page.", content: { "text/html": textSchema } } },
};

function section(code: string, status: number, title: string, meaning: string): string {
  return `<h2 id="${code}"><code>${code}</code> (${status})</h2><p>${escaped(title)}. ${escaped(meaning)}</p>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/`([^`]*)`/g, "<code>$1</code>");
}
