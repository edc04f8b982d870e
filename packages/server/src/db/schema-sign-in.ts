import type { ProjectId, ProjectRole, Role } from "@countersign/wire";
import type { Generated } from "kysely";
import type {
  Bytes,
  DefaultedJson,
  JsonObject,
  Optional,
  OptionalBytes,
  OptionalStamp,
  OptionalText,
  Stamp,
} from "./column-types.ts";

interface OperatorsTable {
  id: string;
  name: string;
  /** In the whole service. */
  role: Optional<Role>;
  active: Generated<boolean>;
  createdAt: Stamp;
  version: Generated<number>;
  email: OptionalText;
  passwordHash: OptionalText;
  totpSealed: OptionalBytes;
  totpStep: Optional<number>;
  providerSubject: OptionalText;
  preferences: DefaultedJson<JsonObject>;
  lastSeenAt: OptionalStamp;
}

interface OperatorRolesTable {
  operatorId: string;
  projectId: ProjectId;
  role: ProjectRole;
}

interface OperatorPasskeysTable {
  id: string;
  credentialId: string;
  operatorId: string;
  name: string;
  publicKey: Bytes;
  counter: number;
  transports: string[];
  createdAt: Date;
  lastUsedAt: OptionalStamp;
}

interface OperatorRecoveryCodesTable {
  operatorId: string;
  mac: Bytes;
  usedAt: OptionalStamp;
}

interface OperatorSessionsTable {
  id: string;
  mac: Bytes;
  operatorId: string;
  method: string;
  address: OptionalText;
  userAgent: OptionalText;
  createdAt: Date;
  confirmedAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  endedAt: OptionalStamp;
}

interface OperatorLinksTable {
  mac: Bytes;
  operatorId: OptionalText;
  resetsSecondFactor: Generated<boolean>;
  createdAt: Date;
  expiresAt: Date;
  usedAt: OptionalStamp;
}

interface SignInStepsTable {
  mac: Bytes;
  kind: string;
  operatorId: OptionalText;
  dataSealed: OptionalBytes;
  attempts: Generated<number>;
  expiresAt: Date;
}

interface SignInFailuresTable {
  mac: Bytes;
  failures: number;
  failedAt: Date;
  lockedUntil: OptionalStamp;
  refused: Generated<boolean>;
}

/** People and how they sign in. */
export interface SignInSchema {
  operators: OperatorsTable;
  operatorRoles: OperatorRolesTable;
  operatorPasskeys: OperatorPasskeysTable;
  operatorRecoveryCodes: OperatorRecoveryCodesTable;
  operatorSessions: OperatorSessionsTable;
  operatorLinks: OperatorLinksTable;
  signInSteps: SignInStepsTable;
  signInFailures: SignInFailuresTable;
}
