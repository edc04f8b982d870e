import type { Format } from "../event.ts";

/** What a body says in one of the formats, before its type is looked up. */
export interface Content {
  format: Format;
  type: string;
  payload: Record<string, unknown>;
  occurredAt: Date | null;
  /** where the format has it outside the payload */
  subject?: string;
  /** where the format carries it in the body, which is signed */
  sequence?: number;
}

/** A time as the formats write it; null if it is not one. */
export function dateOf(value: unknown): Date | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
