import { ableIdResponseSchema, type Language } from "@countersign/wire";
import type * as z from "zod";
import { withShare } from "../../db/index.ts";
import { rowBytes } from "../../storage/index.ts";
import type { HttpDeps } from "../deps.ts";
import { quotaOf } from "../limits/quota.ts";
import type { App } from "../types.ts";
import { type CheckCall, readCall } from "./call.ts";
import { sendNoRoom } from "./no-room.ts";
import { type CheckResponse, refuse, sendResponse } from "./response.ts";

/** A POST call: its documentation, its schema and what it does. */
export interface CheckRoute<Schema extends z.ZodType<object>> {
  path: string;
  operationId: string;
  summary: string;
  description: string;
  schema: Schema;
  /** `data` of a successful response. */
  data: z.ZodType;
  /** HTTP status of success; 200 by default. */
  status?: 201;
  /** The one field that may hold addresses. */
  addressField?: "hooks";
  /** The quota that a call uses, once its caller is known and its body is valid. */
  quota?: "sessions";
  /** Bytes; 256 KiB by default. */
  maxBodyBytes?: number;
  /** `speak` changes the language of the response: to a session's, once it is found. */
  handle: (call: CheckCall<z.output<Schema>>, speak: (language: Language) => void) => Promise<CheckResponse>;
}

/** No call but the direct ones contains more than a few short fields. */
const defaultMaxBodyBytes = 256 * 1024;

/**
 * Registers a POST call: read, authenticated and validated before `handle`; responses have the
 * able-id shape.
 */
export function registerCall<Schema extends z.ZodType<object>>(
  app: App,
  deps: HttpDeps,
  route: CheckRoute<Schema>,
): void {
  const { path, operationId, summary, description, schema, addressField, status = 200 } = route;
  app.post(
    path,
    {
      bodyLimit: route.maxBodyBytes ?? defaultMaxBodyBytes,
      schema: {
        operationId,
        summary,
        description,
        reads: { body: { "application/json": schema } },
        response: { [status]: ableIdResponseSchema(route.data) },
      },
    },
    async (request, reply) => {
      const read = await readCall(deps, schema, request, addressField);
      if (!read.ok) {
        if (read.retryAfterSeconds) reply.header("retry-after", String(read.retryAfterSeconds));
        return sendResponse(reply, read.refusal, read.language);
      }
      const { project } = read.call;
      deps.presence.notice(project.id);
      let language = read.call.language ?? project.language;
      if (route.quota && project.archivedAt !== null)
        return sendResponse(
          reply,
          refuse(10202, "projectId", "is archived: an operator can restore it"),
          language,
        );
      const full = route.quota ? deps.storage.full(quotaOf(project, project.id)) : null;
      if (full !== null) return sendNoRoom(reply, full, language);
      const usedUp = route.quota ? deps.quotas.take(route.quota, quotaOf(project, project.id), 1) : null;
      if (usedUp !== null) {
        reply.header("retry-after", String(usedUp.retryAfterSeconds ?? 1));
        return sendResponse(reply, refuse(10429), language);
      }
      if (route.quota) deps.storage.countRecord(project.id, rowBytes.session);
      const speak = (other: Language) => {
        language = read.call.language ?? other;
      };
      const answer = await withShare(read.call.project.id, () => route.handle(read.call, speak));
      return sendResponse(reply, answer, language);
    },
  );
}
