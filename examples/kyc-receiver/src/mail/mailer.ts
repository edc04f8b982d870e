import type { Pool, PoolClient } from "pg";

/** What hands a mail over to a mail server, such as nodemailer's transporter. */
export interface Transport {
  sendMail(mail: {
    messageId: string;
    from: string;
    to: string;
    subject: string;
    text: string;
  }): Promise<unknown>;
}

interface QueuedMail {
  id: string;
  messageId: string;
  recipient: string;
  subject: string;
  body: string;
}

export interface MailerDeps {
  pool: Pool;
  transport: Transport;
  from: string;
  /** gets the error; the mail is tried again */
  onError: (error: unknown) => void;
  /** between looks at the outbox, and after an error; default 1000 */
  pauseMs?: number;
}

/**
 * Sends what is in the outbox, oldest first, one process at a time: the one that holds the lock of a
 * session of its own, which Postgres releases when the process dies.
 *
 * A mail server knows no transactions. If the process dies after the server has accepted a mail and
 * before that is noted, the mail is sent again, with the same Message-ID, by which mail systems
 * recognise copies. A database that is unavailable at that moment repeats nothing: what was
 * accepted is noted when it is back.
 */
export function startMailer(deps: MailerDeps): { wake: () => void; stop: () => Promise<void> } {
  const { pool, onError, pauseMs = 1000 } = deps;
  let stopped = false;
  let accepted: string | null = null;
  let wake = () => {};
  const running = run();
  return {
    wake: () => wake(),
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };

  async function run(): Promise<void> {
    while (!stopped) {
      try {
        await withLock(sendAll);
      } catch (error) {
        onError(error);
      }
      if (!stopped) await pause();
    }
  }

  async function withLock(work: (client: PoolClient) => Promise<void>): Promise<void> {
    const client = await pool.connect();
    client.on("error", ignore);
    try {
      const { rows } = await client.query("select pg_try_advisory_lock($1) as mine", [lockNumber]);
      if (rows[0].mine) await work(client);
    } finally {
      client.off("error", ignore);
      // Closes the session, and so releases the lock.
      client.release(true);
    }
  }

  /** Returns only when the mailer is stopped; rejects with the database's errors. */
  async function sendAll(client: PoolClient): Promise<void> {
    while (!stopped) {
      if (accepted !== null) {
        await client.query("update mails set sent_at = now(), body = null where id = $1", [accepted]);
        accepted = null;
      }
      const mail = await nextMail(client);
      if (mail === null) await pause();
      else if (await handOver(mail)) accepted = mail.id;
      else await postpone(client, mail.id, pauseMs);
    }
  }

  async function handOver(mail: QueuedMail): Promise<boolean> {
    const { messageId, recipient: to, subject, body: text } = mail;
    try {
      await deps.transport.sendMail({ messageId, from: deps.from, to, subject, text });
      return true;
    } catch (error) {
      onError(error);
      return false;
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Any number that the shop uses for nothing else. */
const lockNumber = 7_253_001;

async function nextMail(client: PoolClient): Promise<QueuedMail | null> {
  const { rows } = await client.query<QueuedMail>(
    `select id, message_id as "messageId", recipient, subject, body from mails
     where sent_at is null and due_at <= now()
     order by id
     limit 1`,
  );
  return rows[0] ?? null;
}

/** Twice as long after each failure, an hour at most. */
async function postpone(client: PoolClient, id: string, pauseMs: number): Promise<void> {
  await client.query(
    `update mails
     set failures = failures + 1,
       due_at = now() + least(3600000, $2 * 2 ^ failures) * interval '1 millisecond'
     where id = $1`,
    [id, pauseMs],
  );
}

function ignore(): void {}
