import type { ColumnType, Generated } from "kysely";
import type { Bytes, OptionalBytes } from "./column-types.ts";

type Optional<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

/** Keyed hashes of the caller's own key of a record, and of the request that created it. */
interface ExternalKey {
  externalIndex: OptionalBytes;
  requestMac: OptionalBytes;
}

interface OperationUsersTable extends ExternalKey {
  id: string;
  projectId: string;
  subjectId: string;
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
  sessionId: string;
  userId: string;
  linkedAt: Date;
}

interface OperationDeliveryServicesTable {
  id: string;
  externalId: Optional<string>;
  requestMac: OptionalBytes;
  projectId: string;
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
  projectId: string;
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
  projectId: string;
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
  projectId: string;
  baseUrl: string;
  userName: string;
  passwordSealed: Bytes;
  updatedAt: Date;
}

interface GatewayRoutesTable {
  projectId: string;
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
