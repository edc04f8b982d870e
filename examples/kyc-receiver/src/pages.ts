import express from "express";
import type { Pool } from "pg";
import type { Countersign } from "./kyc/countersign.ts";
import { userOfRetryToken } from "./kyc/retry-link.ts";
import { startAttempt } from "./kyc/start-attempt.ts";

/**
 * The shop's own routes. It has no sign-in: in a real shop, `/users` belongs to the user who is
 * signed in.
 */
export function shopRoutes(deps: { pool: Pool; countersign: Countersign }): express.Router {
  const { pool } = deps;
  const routes = express.Router();
  routes.use(express.json(), express.urlencoded({ extended: false }));

  routes.post("/users", async (request, response) => {
    const { id, email, language } = request.body ?? {};
    const wrong = [id, email].some((each) => typeof each !== "string" || each === "");
    if (wrong || (language !== "ru" && language !== "en"))
      return void response.status(422).json({ error: "id, email, and language (ru or en) are needed" });
    const { rowCount } = await pool.query(
      "insert into users (id, email, language) values ($1, $2, $3) on conflict do nothing",
      [id, email, language],
    );
    response.status(rowCount === 1 ? 201 : 409).json({ id });
  });

  routes.get("/users/:id", async (request, response) => {
    const { rows } = await pool.query(
      "select id, kyc_status, kyc_level, kyc_failure_reason, first_name, last_name from users where id = $1",
      [request.params.id],
    );
    response.status(rows.length === 1 ? 200 : 404).json(rows[0] ?? { error: "there is no such user" });
  });

  routes.post("/users/:id/kyc", async (request, response) => {
    const started = await startAttempt(deps, request.params.id);
    if (started.kind === "started") response.status(201).json(started);
    else response.status(started.kind === "verified" ? 409 : 404).json(started);
  });

  // Programs that check mails open their links: only the button starts a session.
  routes.get("/kyc/again/:token", async (request, response) => {
    const known = (await userOfRetryToken(pool, request.params.token)) !== null;
    page(
      response,
      known ? 200 : 404,
      known ? form : "<p>This link is not valid. Эта ссылка недействительна.</p>",
    );
  });

  routes.post("/kyc/again/:token", async (request, response) => {
    const userId = await userOfRetryToken(pool, request.params.token);
    const started = userId === null ? null : await startAttempt(deps, userId);
    if (started?.kind === "started") response.redirect(303, started.verificationUrl);
    else if (started?.kind === "verified")
      page(response, 200, "<p>You are verified. Вы уже прошли верификацию.</p>");
    else page(response, 404, "<p>This link is not valid. Эта ссылка недействительна.</p>");
  });

  return routes;
}

const form = `<form method="post"><button>Пройти верификацию ещё раз / Try again</button></form>`;

function page(response: express.Response, status: number, content: string): void {
  response
    .status(status)
    // The address is a credential.
    .set({ "referrer-policy": "no-referrer", "cache-control": "no-store" })
    .type("html")
    .send(`<!doctype html><meta charset="utf-8"><title>Verification</title>${content}`);
}
