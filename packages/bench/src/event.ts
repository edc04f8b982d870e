import type { EventPayload } from "@countersign/wire";

/** The event's type in Countersign's catalog; other senders accept any name. */
export const benchType = "kyc.completed";

/** Like the contents of a form: about 1 KB of body in total. */
const note = "0123456789abcdef".repeat(32);

/**
 * The event for every sender: an invented, successful verification of about 1 KB. Its metadata
 * contains the time from which the sink measures, in milliseconds since the epoch.
 */
export function benchPayload(sentAt = now()): EventPayload<typeof benchType> {
  return {
    session: {
      id: "kyc_abc123def456",
      level: "basic",
      status: "completed",
      verifiedData: {
        firstName: "Иван",
        lastName: "Петров",
        dateOfBirth: "1990-05-15",
        nationality: "RU",
        documentType: "passport",
        documentNumber: "****5678",
      },
      metadata: { sentAt: Number(sentAt.toFixed(3)), userId: "user_12345", note },
      createdAt: "2026-01-15T10:30:00Z",
      completedAt: "2026-01-15T14:00:00Z",
    },
  };
}

/** Milliseconds since the epoch, with fractions: comparable between processes of one machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
