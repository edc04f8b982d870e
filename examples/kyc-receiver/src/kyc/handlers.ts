import { type EventPayload, type HandlerContext, type ReceivedEvent, reject } from "@countersign/receiver";
import type { PoolClient } from "pg";
import { queueMail } from "../mail/outbox.ts";
import { failureMail, type MailLanguage, successMail } from "../mail/texts.ts";
import { newRetryToken } from "./retry-link.ts";

type Context = HandlerContext<PoolClient>;

interface UserForMail {
  email: string;
  language: MailLanguage;
}

/**
 * What KYC events do in the shop. All of it is written through the inbox's transaction, mails too,
 * which are sent from their table: an event's effect is there once, whatever crashes.
 *
 * The user's status is that of their newest decided attempt, whatever the order in which events
 * come. Sessions have nothing in common but the shop's own number of the attempt: it went to
 * Countersign as metadata.
 */
export function kycHandlers({ publicUrl }: { publicUrl: string }) {
  return {
    "kyc.completed": async ({ payload: { session } }: ReceivedEvent<"kyc.completed">, { tx }: Context) => {
      const attempt = attemptIn(session.metadata);
      if (attempt === null) return reject("the session was not started by this shop");
      const { level, completedAt, verifiedData } = session;
      if (!(await decide(tx, attempt, "verified", session.id))) return reject("there is no such attempt");
      const { rows } = await tx.query<UserForMail>(
        `update users
         set kyc_status = 'verified', kyc_attempt = $2, kyc_level = $3, kyc_verified_at = $4,
           kyc_failure_reason = null, first_name = $5, last_name = $6, date_of_birth = $7
         where id = $1 and kyc_attempt < $2
         returning email, language`,
        [
          attempt.userId,
          attempt.number,
          level,
          completedAt,
          verifiedData.firstName,
          verifiedData.lastName,
          verifiedData.dateOfBirth,
        ],
      );
      const [user] = rows;
      if (user !== undefined)
        await queueMail(tx, user.email, successMail(user.language, verifiedData.firstName));
      return undefined;
    },

    "kyc.failed": async ({ payload: { session } }: ReceivedEvent<"kyc.failed">, { tx }: Context) => {
      const attempt = attemptIn(session.metadata);
      if (attempt === null) return reject("the session was not started by this shop");
      const { failureReason, failureDetails } = session;
      const retry = offersRetry(failureReason) ? newRetryToken() : null;
      if (!(await decide(tx, attempt, "failed", session.id, retry?.hash)))
        return reject("there is no such attempt");
      const { rows } = await tx.query<UserForMail>(
        `update users set kyc_status = 'failed', kyc_attempt = $2, kyc_failure_reason = $3
         where id = $1 and kyc_attempt < $2
         returning email, language`,
        [attempt.userId, attempt.number, failureReason],
      );
      const [user] = rows;
      const link = retry && `${publicUrl}/kyc/again/${retry.token}`;
      if (user !== undefined)
        await queueMail(tx, user.email, failureMail(user.language, failureDetails, link));
      return undefined;
    },
  };
}

interface Attempt {
  userId: string;
  number: number;
}

/** The shop's own names of the attempt, as it gave them when it started the session. */
function attemptIn({ userId, attempt }: EventPayload<"kyc.failed">["session"]["metadata"]): Attempt | null {
  return typeof userId === "string" && typeof attempt === "number" ? { userId, number: attempt } : null;
}

/** Notes an attempt's outcome; false if the shop has no such attempt. */
async function decide(
  tx: PoolClient,
  { userId, number }: Attempt,
  outcome: "verified" | "failed",
  sessionId: string,
  retryHash: string | null = null,
): Promise<boolean> {
  // The event may be faster than the response that names the session.
  const { rowCount } = await tx.query(
    `update kyc_attempts set outcome = $3, session_id = $4, retry_hash = $5
     where user_id = $1 and number = $2`,
    [userId, number, outcome, sessionId, retryHash],
  );
  return rowCount === 1;
}

/** Whom the advice sends to support does not simply try again. */
function offersRetry(reason: EventPayload<"kyc.failed">["session"]["failureReason"]): boolean {
  return reason !== "suspected_fraud";
}
