import { createReceiver, type Outcome } from "@countersign/receiver";
import { toExpressHandler } from "@countersign/receiver/express";
import { pgInbox } from "@countersign/receiver/pg";
import express from "express";
import type { Pool } from "pg";
import { createTables } from "./database/tables.ts";
import type { Countersign } from "./kyc/countersign.ts";
import { kycHandlers } from "./kyc/handlers.ts";
import { startMailer, type Transport } from "./mail/mailer.ts";
import { shopRoutes } from "./pages.ts";

export type { Transport } from "./mail/mailer.ts";

export interface ShopDeps {
  pool: Pool;
  countersign: Countersign;
  transport: Transport;
  mailFrom: string;
  publicUrl: string;
  webhookSecrets: readonly string[];
  /** one line per event or error; never with personal data */
  log: (line: string) => void;
  /** between looks at the outbox, milliseconds */
  mailPauseMs?: number;
}

/** The shop: its routes, and what sends its mails. */
export async function createShop(
  deps: ShopDeps,
): Promise<{ app: express.Express; close: () => Promise<void> }> {
  const { pool, log } = deps;
  const inbox = pgInbox(pool);
  await createTables(pool);
  await inbox.createTables();

  const mailer = startMailer({
    pool,
    transport: deps.transport,
    from: deps.mailFrom,
    onError: (error) => log(`mail: ${nameOf(error)}`),
    ...(deps.mailPauseMs !== undefined && { pauseMs: deps.mailPauseMs }),
  });
  const receiver = createReceiver({
    secrets: deps.webhookSecrets,
    inbox,
    on: kycHandlers(deps),
    onOutcome: (outcome) => {
      log(lineOf(outcome));
      if (outcome.kind === "handled") mailer.wake();
    },
  });

  const app = express();
  // Before every middleware that reads bodies: the signature covers the bytes.
  app.post("/webhooks/loveandpay", toExpressHandler(receiver));
  app.use(shopRoutes(deps));
  app.use(
    (error: unknown, _request: express.Request, response: express.Response, _next: express.NextFunction) => {
      log(`request: ${nameOf(error)}`);
      response.status(500).json({ error: "something went wrong; try again" });
    },
  );
  return { app, close: () => mailer.stop() };
}

function lineOf(outcome: Outcome): string {
  const { kind } = outcome;
  const event = "event" in outcome ? ` ${outcome.event.type} ${outcome.event.id}` : "";
  const problem = "problem" in outcome ? ` ${outcome.problem.code}` : "";
  const error = kind === "failed" ? `: ${nameOf(outcome.error)}` : "";
  return `webhook ${kind}${event}${problem}${error}`;
}

/** Messages of databases and mail servers may quote values: only the error's code or name is logged. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return "code" in error && typeof error.code === "string" ? `${error.name} ${error.code}` : error.name;
}
