import type { ProjectId, SessionId } from "@countersign/wire";
import type { Generated } from "kysely";
import type { Bytes, OptionalBytes, OptionalStamp, Stamp } from "./column-types.ts";

interface ESignaturesTable {
  sessionId: SessionId;
  detailsSealed: OptionalBytes;
  documentSealed: OptionalBytes;
  signedSealed: OptionalBytes;
  codeSealed: OptionalBytes;
  codeSentAt: OptionalStamp;
  codesSent: Generated<number>;
  wrongCodes: Generated<number>;
  suppliedAt: Stamp;
  agreedAt: OptionalStamp;
  signedAt: OptionalStamp;
}

interface ESigningCertificatesTable {
  projectId: ProjectId;
  certificate: Bytes;
  keySealed: Bytes;
  createdAt: Stamp;
}

/** The tables of documents that are signed. */
export interface ESigningSchema {
  eSignatures: ESignaturesTable;
  eSigningCertificates: ESigningCertificatesTable;
}
