import type { Bytes } from "./column-types.ts";

export interface InterceptionsTable {
  day: string;
  id: string;
  projectId: string;
  event: string;
  subject: string | null;
  verdict: "allowed" | "denied" | "broken";
  status: number | null;
  degraded: boolean;
  dryRun: boolean;
  startedAt: Date;
  totalMs: number;
  keyId: string;
  stepsSealed: Bytes;
}
