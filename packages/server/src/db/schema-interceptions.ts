import type { ProjectId } from "@countersign/wire";
import type { Bytes } from "./column-types.ts";

export interface InterceptionsTable {
  day: string;
  id: string;
  projectId: ProjectId;
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
