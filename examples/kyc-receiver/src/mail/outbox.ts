import { randomUUID } from "node:crypto";
import type { PoolClient } from "pg";
import type { MailText } from "./texts.ts";

/** Writes a mail into the outbox, in the caller's transaction; the mailer sends it after the commit. */
export async function queueMail(
  tx: PoolClient,
  recipient: string,
  { subject, body }: MailText,
): Promise<void> {
  await tx.query("insert into mails (message_id, recipient, subject, body) values ($1, $2, $3, $4)", [
    `<${randomUUID()}@shop.example>`,
    recipient,
    subject,
    body,
  ]);
}
