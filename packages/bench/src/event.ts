import type { EventPayload } from "@countersign/wire";

/** The type that Countersign's catalog has for the benchmark's event; others take any name. */
export const benchType = "kyc.completed";

/** As a form's answers may fill it: about 1 KB of body in all. */
const note = "0123456789abcdef".repeat(32);

/**
 * The event that every sender is given: a verification that was passed, invented, about 1 KB. Its metadata carry
 * the time from which the sink reckons, in milliseconds since the epoch.
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
