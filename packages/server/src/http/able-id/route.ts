import type { Language } from "@countersign/wire";
import type * as z from "zod";
import { withShare } from "../../db/index.ts";
import type { HttpDeps } from "../deps.ts";
import { quotaOf } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { type CheckAnswer, refuse, sendAnswer } from "./answer.ts";
import { type CheckCall, readCall } from "./call.ts";

/** What a route says about itself. */
export interface CheckRoute<Schema extends z.ZodType<object>> {
  path: string;
  summary: string;
  schema: Schema;
  /** The one field that may hold addresses. */
  addressField?: "hooks";
  /** What a call is charged to, once its caller is known and its body well-formed. */
  quota?: "sessions";
  /** Bytes; {@link bodyLimit} where absent. */
  bodyLimit?: number;
  /** `speak` changes the language of the answer: to a session's, once it is found. */
  handle: (call: CheckCall<z.output<Schema>>, speak: (language: Language) => void) => Promise<CheckAnswer>;
}

/** Bytes. No call but the direct ones holds more than a few short fields. */
const bodyLimit = 256 * 1024;

/** Adds a POST call: read, authenticated and validated before `handle`, answered in the able-id shape. */
export function addRoute<Schema extends z.ZodType<object>>(
  app: App,
  deps: HttpDeps,
  route: CheckRoute<Schema>,
): void {
  const { path, summary, schema, addressField } = route;
  app.post(
    path,
    { bodyLimit: route.bodyLimit ?? bodyLimit, schema: { tags: ["able-id"], summary, body: schema } },
    async (request, reply) => {
      const read = await readCall(deps, schema, request, addressField);
      if (!read.ok) {
        if (read.retryAfterSeconds) reply.header("retry-after", String(read.retryAfterSeconds));
        return sendAnswer(reply, read.refusal, read.language);
      }
      const { project } = read.call;
      let language = read.call.language ?? project.language;
      if (route.quota && project.archivedAt !== null)
        return sendAnswer(
          reply,
          refuse(10202, "projectId", "is archived: an operator can restore it"),
          language,
        );
      const usedUp = route.quota ? deps.quotas.take(route.quota, quotaOf(project, project.id), 1) : null;
      if (usedUp !== null) {
        reply.header("retry-after", String(usedUp.retryAfterSeconds ?? 1));
        return sendAnswer(reply, refuse(10429), language);
      }
      const speak = (other: Language) => {
        language = read.call.language ?? other;
      };
      const answer = await withShare(read.call.project.id, () => route.handle(read.call, speak));
      return sendAnswer(reply, answer, language);
    },
  );
}
