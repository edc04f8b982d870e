import type { Clock, Random } from "@countersign/wire";
import type { Db } from "../db/index.ts";
import type { Files } from "../files/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Storage } from "../storage/index.ts";
import type { VerificationDeps } from "../verification/index.ts";
import type { Signer } from "./certificate/signer.ts";
import type { SignatureCodes } from "./codes/codes.ts";
import type { PdfReader } from "./pdf/pdf-reader.ts";

/** What signing works with. */
export interface ESigningDeps {
  db: Db;
  clock: Clock;
  random: Random;
  keyring: Keyring;
  /** Reads documents, wherever they are. */
  files: Files;
  verification: VerificationDeps;
  reader: PdfReader;
  /** The operator's certificate, for live projects; null: none is configured. */
  signer: Signer | null;
  /** How live projects send one-time codes; null: no way is configured. */
  codes: SignatureCodes | null;
  /** The largest accepted document. */
  maxDocumentBytes: number;
  /** Counts the files that are stored. */
  storage?: Pick<Storage, "countRecord">;
}
