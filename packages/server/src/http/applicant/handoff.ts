import { pageTokenHeader } from "@countersign/wire";
import { audit } from "../../access/index.ts";
import { inTransaction } from "../../db/index.ts";
import { endHandoff, findSession, offerHandoff, takeHandoff } from "../../verification/index.ts";
import { tooManyFailures } from "../authentication.ts";
import type { HttpDeps } from "../deps.ts";
import { refuse } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { enter, pageSession } from "./enter.ts";
import { handoffSchemas } from "./schemas.ts";
import { applicantState } from "./state.ts";

/**
 * From one device to another: the page offers a code (in the QR code's fragment, so that no server logs it), and the
 * other device changes it for a page token of its own. Both see the session until it ends.
 */
export function registerHandoff(app: App, deps: HttpDeps): void {
  app.post(
    "/:id/handoff",
    { onRequest: (request) => enter(deps, request), schema: handoffSchemas.offer },
    async (request) => {
      const { id, projectId } = pageSession(request);
      const { code, expiresAt } = await inTransaction(deps.db, async (tx) => {
        const actor = { kind: "applicant", id } as const;
        await audit(deps, tx, { actor, action: "session.handoff", projectId, target: id });
        return offerHandoff(deps, tx, id);
      });
      return { code, expiresAt: expiresAt.toISOString() };
    },
  );

  app.post(
    "/:id/handoff/end",
    { onRequest: (request) => enter(deps, request), schema: handoffSchemas.end },
    async (request) => {
      const session = pageSession(request);
      await inTransaction(deps.db, (tx) => endHandoff(tx, session.id));
      return applicantState(deps, session);
    },
  );

  app.post("/:id/handoff/take", { schema: handoffSchemas.take }, async (request) => {
    const code = request.headers[pageTokenHeader];
    const given = typeof code === "string" ? code : "";
    const address = deps.addresses.of(request.raw);
    const wait = deps.failures.wait(address, given);
    if (wait !== null) throw tooManyFailures(wait);
    const session = await findSession(deps, deps.db, null, request.params.id);
    const pageToken =
      session && (await inTransaction(deps.db, (tx) => takeHandoff(deps, tx, session.id, given)));
    if (pageToken === null) {
      const beyond = deps.failures.failed(address, "applicant");
      if (beyond !== null) throw tooManyFailures(beyond);
      throw refuse("page_token_invalid", "The code was used or is too old. Show a new one.");
    }
    return { pageToken };
  });
}
