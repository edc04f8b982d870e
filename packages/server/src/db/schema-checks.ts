import type {
  CaptureKind,
  CheckCode,
  CheckName,
  ChecksCause,
  ChecksMode,
  ChecksOutcome,
  CheckVerdict,
  ProjectId,
  SessionId,
  SubjectId,
} from "@countersign/wire";
import type { Generated } from "kysely";
import type { Bytes, Optional, OptionalBytes, OptionalStamp, OptionalText, Stamp } from "./column-types.ts";

interface CheckRunsTable {
  sessionId: SessionId;
  number: number;
  projectId: ProjectId;
  mode: Exclude<ChecksMode, "off">;
  attempts: Generated<number>;
  lease: OptionalText;
  leasedUntil: OptionalStamp;
  outcome: Optional<ChecksOutcome | "void">;
  cause: Optional<ChecksCause>;
  proposed: Optional<"approved" | "refused">;
  open: Generated<CheckName[]>;
  createdAt: Stamp;
  doneAt: OptionalStamp;
}

interface ChecksTable {
  id: string;
  sessionId: SessionId;
  run: number;
  name: CheckName;
  version: number;
  capture: Optional<CaptureKind>;
  verdict: CheckVerdict;
  code: CheckCode;
  score: Optional<number>;
  threshold: Optional<number>;
  model: OptionalText;
  cpuMs: number;
  evidenceSealed: OptionalBytes;
  createdAt: Date;
}

interface CheckPicturesTable {
  checkId: string;
  name: string;
  contentType: string;
  imageSealed: Bytes;
}

interface CheckMarksTable {
  projectId: ProjectId;
  kind: "document" | "picture";
  valueIndex: Bytes;
  sessionId: SessionId;
  subjectId: SubjectId;
  createdAt: Date;
}

/** The tables of automatic checks. */
export interface ChecksSchema {
  checkRuns: CheckRunsTable;
  checks: ChecksTable;
  checkPictures: CheckPicturesTable;
  checkMarks: CheckMarksTable;
}
