import type { ProjectId, SessionId, SubjectId } from "@countersign/wire";
import type { Generated } from "kysely";
import type { Bytes, Optional, OptionalBytes } from "./column-types.ts";

/** Keyed hashes of the caller's own key of a record, and of the request that created it. */
interface ExternalKey {
  externalIndex: OptionalBytes;
  requestMac: OptionalBytes;
}

interface OperationUsersTable extends ExternalKey {
  id: string;
  projectId: ProjectId;
  subjectId: SubjectId;
  phoneIndex: OptionalBytes;
  emailIndex: OptionalBytes;
  cardIndex: OptionalBytes;
  fieldsSealed: Bytes;
  kycLevelDecided: Optional<number>;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

interface OperationUserSessionsTable {
  sessionId: SessionId;
  userId: string;
  linkedAt: Date;
}

interface OperationDeliveryServicesTable {
  id: string;
  externalId: Optional<string>;
  requestMac: OptionalBytes;
  projectId: ProjectId;
  name: string;
  currency: string;
  tariff: {
    base: number;
    perKilogram: number;
    perKilometre: number;
    minimum: number;
    freeFrom: number | null;
  };
  maxWeight: Optional<number>;
  active: boolean;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

interface OperationOrdersTable extends ExternalKey {
  id: string;
  projectId: ProjectId;
  userId: string;
  status: "new" | "confirmed" | "paid" | "assembling" | "shipped" | "delivered" | "cancelled";
  currency: string;
  /** Minor units; a safe integer. */
  total: number;
  deliveryServiceId: Optional<string>;
  bankOrderId: Optional<string>;
  contentSealed: Bytes;
  version: Generated<number>;
  createdAt: Date;
  updatedAt: Date;
}

interface OperationSubscriptionsTable extends ExternalKey {
  id: string;
  externalSealed: OptionalBytes;
  projectId: ProjectId;
  userId: string;
  plan: string;
  state: "active" | "expired" | "cancelled";
  startedAt: Date;
  expiresAt: Date;
  firedAt: Optional<Date>;
  cancelledAt: Optional<Date>;
  createdAt: Date;
}

interface PaymentSettingsTable {
  projectId: ProjectId;
  baseUrl: string;
  userName: string;
  passwordSealed: Bytes;
  updatedAt: Date;
  version: Generated<number>;
}

interface GatewayRoutesTable {
  projectId: ProjectId;
  operation: string;
  method: "POST" | "PUT" | "PATCH" | "DELETE";
  baseUrl: string;
  pathPattern: string;
  timeoutMs: number;
  passHeaders: string[];
}

/** The tables of the loyalty platform's methods, of the payment port and of the gateway. */
export interface OperationsSchema {
  operationUsers: OperationUsersTable;
  operationUserSessions: OperationUserSessionsTable;
  operationDeliveryServices: OperationDeliveryServicesTable;
  operationOrders: OperationOrdersTable;
  operationSubscriptions: OperationSubscriptionsTable;
  paymentSettings: PaymentSettingsTable;
  gatewayRoutes: GatewayRoutesTable;
}
