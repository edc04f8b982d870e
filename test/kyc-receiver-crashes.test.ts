import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sampleMessage, sampleSecret } from "@countersign/receiver/testing";
import { startTestPostgres } from "@countersign/server/testing-postgres";
import fc from "fast-check";
import { createShop, type Transport } from "kyc-receiver/shop";
import nodemailer from "nodemailer";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MailServer, mailServerForTest, recipientOf } from "./support/mail-server.ts";
import { until } from "./support/service.ts";

/**
 * The example shop gets every event twice, in any order, while its handlers are cut off at any
 * step, its mails at any moment, and its database is restarted: in the end its users' status and
 * the number of mails are right.
 */

let postgres: Awaited<ReturnType<typeof startTestPostgres>>;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.close());

type Outcome = "verified" | "failed";

/** Where a connection is cut off: before or after this statement of a message's transaction. */
interface Cut {
  statement: number;
  when: "before" | "after";
}

/** Statements of a handler that sends a mail, `begin` and `commit` included. */
const statements = 6;

/**
 * Which transaction is cut off next, and how many statements the longest one had that was
 * committed.
 */
interface Cutting {
  next: Cut | null;
  longest: number;
}

/**
 * A pool some of whose transactions are cut off: their connection is ended on the server's side.
 */
function cuttingPool(connectionString: string): { pool: pg.Pool; cutting: Cutting } {
  const pool = new pg.Pool({ connectionString, max: 4 });
  pool.on("error", () => {});
  const cutting: Cutting = { next: null, longest: 0 };
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    let statement = 0;
    let cut: Cut | null = null;
    const counting = async (...given: unknown[]) => {
      statement++;
      if (given[0] === "commit") cutting.longest = Math.max(cutting.longest, statement);
      const here = cut?.statement === statement ? cut.when : null;
      if (here === "before") return cutOff(pool, client);
      const result = await query(...given);
      if (given[0] === "commit" || given[0] === "rollback") statement = 0;
      return here === "after" ? cutOff(pool, client) : result;
    };
    const patched = (...given: unknown[]) => {
      if (given[0] === "begin") [cut, cutting.next, statement] = [cutting.next, null, 0];
      return given[0] === "begin" || statement > 0 ? counting(...given) : query(...given);
    };
    client.query = patched as unknown as typeof client.query;
  });
  return { pool, cutting };
}

async function cutOff(pool: pg.Pool, client: pg.PoolClient): Promise<never> {
  const { processID } = client as unknown as { processID: number };
  await pool.query("select pg_terminate_backend($1, 5000)", [processID]);
  throw new Error("the handler crashed");
}

/** A shop on a new database, with users who each have some attempts. */
async function shopForRun(
  mail: MailServer,
  attempts: Outcome[][],
  mailFaults: (undefined | "refused" | "crashed")[],
) {
  const name = `shop_${Math.random().toString(36).slice(2)}`;
  const admin = new pg.Client({ connectionString: postgres.url("postgres") });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const { pool, cutting } = cuttingPool(postgres.url(name));
  const real = nodemailer.createTransport(mail.url);
  const transport: Transport = {
    async sendMail(message) {
      const fault = mailFaults.shift();
      if (fault === "refused") throw new Error("the mail server is down");
      await real.sendMail(message);
      if (fault === "crashed") throw new Error("the shop crashed before it knew that the mail was accepted");
    },
  };
  const shop = await createShop({
    pool,
    transport,
    mailFrom: "shop@example.com",
    publicUrl: "http://shop.example",
    webhookSecrets: [sampleSecret],
    countersign: { startSession: () => Promise.reject(new Error("no session is started here")) },
    log: () => {},
    mailPauseMs: 20,
  });
  for (const [user, outcomes] of attempts.entries()) {
    await pool.query("insert into users (id, email, language) values ($1, $2, 'en')", [
      `user_${user}`,
      `user_${user}@example.com`,
    ]);
    for (const number of outcomes.keys())
      await pool.query("insert into kyc_attempts (user_id, number) values ($1, $2)", [
        `user_${user}`,
        number + 1,
      ]);
  }
  const server = createServer(shop.app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/loveandpay`;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await shop.close();
    real.close();
    await pool.end();
  };
  return { pool, cutting, url, close };
}

interface Event {
  user: number;
  number: number;
  outcome: Outcome;
}

function messageOf({ user, number, outcome }: Event) {
  const id = `evt_${user}_${number}`;
  const session = { id: `kyc_${user}_${number}`, metadata: { userId: `user_${user}`, attempt: number } };
  return outcome === "verified"
    ? sampleMessage("kyc.completed", {
        id,
        payload: (example) => ({ session: { ...example.session, ...session } }),
      })
    : sampleMessage("kyc.failed", {
        id,
        payload: (example) => ({ session: { ...example.session, ...session } }),
      });
}

async function post(url: string, event: Event): Promise<number> {
  const { headers, body } = messageOf(event);
  const response = await fetch(url, { method: "POST", headers, body });
  await response.text();
  return response.status;
}

async function untilSent(pool: pg.Pool): Promise<void> {
  await until("all mails are sent", async () => {
    const { rows } = await pool.query("select 1 from mails where sent_at is null");
    return rows.length === 0;
  });
}

/** The state that the shop should have reached, from the order in which events took effect. */
async function expectRight(pool: pg.Pool, mail: MailServer, attempts: Outcome[][], crashedMails: number) {
  const { rows: users } = await pool.query(
    "select id, kyc_status, kyc_attempt from users order by length(id), id",
  );
  expect(users).toEqual(
    attempts.map((outcomes, user) => ({
      id: `user_${user}`,
      kyc_status: outcomes.at(-1),
      kyc_attempt: outcomes.length,
    })),
  );
  const { rows: taken } = await pool.query("select id from countersign_inbox order by taken_at");
  const newest = new Map<number, number>();
  const expected: string[] = [];
  for (const { id } of taken) {
    const [user = 0, number = 0] = id.split("_").slice(1).map(Number);
    if (number <= (newest.get(user) ?? 0)) continue;
    newest.set(user, number);
    const subject =
      attempts[user]?.[number - 1] === "verified" ? "You are verified" : "The verification failed";
    expected.push(`user_${user}@example.com: ${subject}`);
  }
  expect(taken).toHaveLength(attempts.flat().length);
  await untilSent(pool);
  const distinct = new Map(mail.mails.map((one) => [one.messageId, `${recipientOf(one)}: ${one.subject}`]));
  expect([...distinct.values()].sort()).toEqual(expected.sort());
  expect(mail.mails.length - distinct.size).toBe(crashedMails);
}

test("a handler that is cut off at each of its steps", async () => {
  const cuts = Array.from({ length: statements }, (_, index) => index + 1).flatMap((statement): Cut[] => [
    { statement, when: "before" },
    { statement, when: "after" },
  ]);
  const mail = await mailServerForTest();
  // One user for each cut.
  const attempts = cuts.map((_, index): Outcome[] => [index % 3 === 0 ? "failed" : "verified"]);
  const { pool, cutting, url, close } = await shopForRun(mail, attempts, []);
  try {
    for (const [user, cut] of cuts.entries()) {
      const event = { user, number: 1, outcome: attempts[user]?.[0] ?? "failed" };
      cutting.next = cut;
      expect([cut, await post(url, event)]).toEqual([cut, 500]);
      expect(await post(url, event)).toBe(200);
      expect(await post(url, event)).toBe(200);
    }
    expect(cutting.longest).toBe(statements);
    await expectRight(pool, mail, attempts, 0);
  } finally {
    await close();
  }
});

const cutOrNone = fc.option(
  fc.record({
    statement: fc.integer({ min: 1, max: statements }),
    when: fc.constantFrom("before" as const, "after" as const),
  }),
  { nil: null },
);
const scenarios = fc
  .record({
    attempts: fc.array(
      fc.array(fc.constantFrom<Outcome>("verified", "failed"), { minLength: 1, maxLength: 3 }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    mailFaults: fc.array(fc.constantFrom(undefined, undefined, "refused" as const, "crashed" as const), {
      maxLength: 6,
    }),
  })
  .chain(({ attempts, mailFaults }) => {
    const events = attempts.flatMap((outcomes, user) =>
      outcomes.map((outcome, index): Event => ({ user, number: index + 1, outcome })),
    );
    const twice = [...events, ...events];
    return fc.record({
      attempts: fc.constant(attempts),
      mailFaults: fc.constant(mailFaults),
      order: fc.shuffledSubarray(twice, { minLength: twice.length }),
      cuts: fc.array(cutOrNone, { minLength: twice.length, maxLength: twice.length }),
      sideBySide: fc.array(fc.boolean(), { minLength: twice.length, maxLength: twice.length }),
      restartAt: fc.nat(twice.length - 1),
    });
  });

test("every event twice, in any order, over crashes and a restart of the database", async () => {
  await fc.assert(
    fc.asyncProperty(scenarios, async ({ attempts, mailFaults, order, cuts, sideBySide, restartAt }) => {
      const mail = await mailServerForTest();
      const faults = [...mailFaults];
      const { pool, cutting, url, close } = await shopForRun(mail, attempts, faults);
      try {
        // The sender retries until an event is accepted; each delivery is cut off once.
        const waiting = order.map((event, index) => ({ event, index }));
        let restarted = false;
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
          const { event, index } = one;
          cutting.next = cuts[index] ?? null;
          cuts[index] = null;
          const copies = sideBySide[index] ? [post(url, event), post(url, event)] : [post(url, event)];
          if (index === restartAt && !restarted) {
            restarted = true;
            await postgres.restart();
          }
          const statuses = await Promise.all(copies);
          expect(statuses.every((status) => status === 200 || status === 500)).toBe(true);
          if (!statuses.includes(200)) waiting.push(one);
        }
        await untilSent(pool);
        const met = mailFaults.slice(0, mailFaults.length - faults.length);
        await expectRight(pool, mail, attempts, met.filter((fault) => fault === "crashed").length);
      } finally {
        await close();
      }
    }),
    { numRuns: 6, seed: 20_261_129 },
  );
});
