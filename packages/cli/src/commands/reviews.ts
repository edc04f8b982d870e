import { buildChoiceParser, buildCommand, buildRouteMap } from "@stricli/core";
import { call, type RequestOf } from "../api/call.ts";
import { type ConnectionFlags, connectionOf } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import type { CliContext } from "../context.ts";
import { print } from "../output/print.ts";
import { tableOr } from "../output/table.ts";
import { connectionFlags, jsonFlag, limitFlag, listFlag, oneArgument } from "./flags.ts";

const list = buildCommand<ConnectionFlags & { limit: number; json: boolean }, [], CliContext>({
  docs: { brief: "List the decisions that people have to make" },
  parameters: { flags: { ...connectionFlags, ...limitFlag, ...jsonFlag } },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const { projectId } = connection;
    const filter = { status: ["open" as const], ...(projectId !== null && { projectId: [projectId] }) };
    const reviews = await collect(flags.limit, (page) =>
      call(connection, "listReviews", { query: { ...filter, ...page } }),
    );
    print(this, flags, reviews, () =>
      tableOr(
        "Nothing is to be decided.",
        ["ID", "METHOD", "SESSION", "CLAIMED BY", "DEADLINE"],
        reviews.map(({ id, method, sessionId, claim, deadlineAt }) => [
          id,
          method ?? "user",
          sessionId ?? "-",
          claim?.by ?? "-",
          deadlineAt ?? "-",
        ]),
      ),
    );
  },
});

const show = buildCommand<ConnectionFlags, [string], CliContext>({
  docs: { brief: "Show a review, as JSON; leaves an audit record" },
  parameters: { flags: connectionFlags, positional: oneArgument("id", "The review") },
  async func(flags, id) {
    print(this, { json: true }, await call(connectionOf(this, flags), "getReview", { path: { id } }), String);
  },
});

interface DecideFlags extends ConnectionFlags {
  decision: "approved" | "refused";
  reason?: readonly string[] | undefined;
  comment?: string | undefined;
  json: boolean;
}

const decide = buildCommand<DecideFlags, [string], CliContext>({
  docs: { brief: "Claim a review and decide it" },
  parameters: {
    flags: {
      ...connectionFlags,
      decision: {
        kind: "parsed",
        parse: buildChoiceParser(["approved", "refused"]),
        brief: "approved or refused",
      },
      reason: listFlag("Why it is refused; the main reason first"),
      comment: { kind: "parsed", parse: String, brief: "For those who look at it later", optional: true },
      ...jsonFlag,
    },
    positional: oneArgument("id", "The review"),
  },
  async func(flags, id) {
    const connection = connectionOf(this, flags);
    const path = { id };
    await call(connection, "claimReview", { path });
    const { decision, reason, comment } = flags;
    // The service checks the reasons, and says which there are.
    const body = {
      decision,
      ...(reason && { reasons: reason }),
      ...(comment && { comment }),
    } as unknown as RequestOf<"decideReview">["body"];
    const review = await call(connection, "decideReview", { path, body });
    print(
      this,
      flags,
      review,
      ({ status, decision: made }) =>
        `Review ${id} is ${status}: ${made ?? "a second approval is needed"}.\n`,
    );
  },
});

export const reviewCommands = buildRouteMap({
  docs: { brief: "Decisions that people make" },
  routes: { list, show, decide },
});
