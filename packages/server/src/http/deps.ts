import type {
  BeforeEventType,
  CaptureKind,
  Cell,
  Clock,
  IceServer,
  Random,
  RetakeReason,
  SessionId,
} from "@countersign/wire";
import type { Logger } from "pino";
import type { Registry } from "prom-client";
import type { Uses } from "../access/index.ts";
import type { Db } from "../db/index.ts";
import type { ESigningDeps } from "../e-signing/index.ts";
import type { EventsDeps } from "../events/index.ts";
import type { Files } from "../files/index.ts";
import type { DraftHook, InterceptionRequest, Payload, Probe, Verdict } from "../interception/index.ts";
import type { OperationsDeps } from "../operations/index.ts";
import type { Outbound } from "../outbound/index.ts";
import type { Presence, Quotas } from "../quotas/index.ts";
import type { Rendering } from "../rendering/index.ts";
import type { Keyring } from "../sealing/index.ts";
import type { Provider, SessionLimits } from "../sign-in/index.ts";
import type { Storage } from "../storage/index.ts";
import type { Session, VerificationDeps } from "../verification/index.ts";
import type { CallCredentials, Webhook } from "../webhooks/index.ts";
import type { ClientAddresses } from "./door/address.ts";
import type { Failures } from "./door/failures.ts";

/** The routes' dependencies. Flat, so that a module's own `deps` are a part of it. */
export interface HttpDeps {
  /** Which of several installations behind one address this is; null: it is none of them. */
  cell: Cell | null;
  db: Db;
  clock: Clock;
  random: Random;
  log: Logger;
  keyring: Keyring;
  /** Reads pictures and documents, wherever they are. */
  files: Files;
  outbound: Outbound;
  events: EventsDeps;
  verification: VerificationDeps;
  /** What the applicant can put right in a picture that is being uploaded; null for nothing. Bounded in time. */
  glance: (
    session: Session,
    picture: { kind: CaptureKind; bytes: Uint8Array },
  ) => Promise<RetakeReason | null>;
  /** What documents are signed with. */
  eSigning: ESigningDeps;
  /** Through which servers the browsers of a session's call find each other. */
  iceServers: (sessionId: SessionId) => IceServer[];
  /** Quotas of each project. */
  quotas: Quotas;
  /** How much each project stores. */
  storage: Storage;
  /** Which projects are active at present, on all surfaces. */
  presence: Presence;
  /** Asks the hooks of a before-event. */
  intercept: OperationsDeps["intercept"];
  /** Tries one hook on an invented payload; a draft with what it is called with. */
  probe: (
    webhook: Webhook,
    event: BeforeEventType,
    payload: Payload,
    known?: { secrets: string[]; credentials: CallCredentials },
  ) => Promise<Probe>;
  /** Asks the hooks of a before-event as they would be with a draft among them. */
  dryRun: (request: InterceptionRequest, draft: DraftHook) => Promise<Verdict>;
  /** Writes the traces of interceptions that are not written yet. */
  writeTraces: () => Promise<void>;
  /** Checks bodies and conditions of webhooks, and renders bodies for their tests. */
  rendering: Pick<Rendering, "checkTemplate" | "checkCondition" | "render" | "evaluate" | "readYaml">;
  /** The base of applicants' links, without a trailing slash. */
  publicUrl: string;
  /** The address that a request came from. */
  addresses: ClientAddresses;
  /** Failed authentications, counted by address. */
  failures: Failures;
  /** When tokens were last used. */
  tokenUses: Uses;
  /** How long browsers stay signed in. */
  sessions: SessionLimits;
  /** When sessions of browsers were last used. */
  sessionUses: Uses;
  /** The OpenID Connect provider; null: none is configured. */
  provider: Provider | null;
  /** The directory of the built applicant's page: `index.html` and `assets/`. */
  applicantPageDir: string;
  /** Where the console was built to, in the same form. */
  consoleDir: string;
  /** Where the documentation was built to: pages and files by their paths. */
  docsDir: string;
  /** The largest file that a user's document may have. */
  maxDocumentBytes: number;
  operatorToken: string | null;
  metrics: Registry;
  /** The metrics of the service, in Prometheus's text format. */
  metricsText: () => Promise<string>;
  /** Whether `/metrics` is served with the API, and not only on a listener of its own. */
  publicMetrics: boolean;
  /** What the process does, and whose Postgres it uses. */
  system: { role: "all" | "api" | "worker"; store: "embedded" | "external" };
  /** Aborted when the service stops: it ends endless responses. */
  closing: AbortSignal;
  /** Whether the service can work now: the store responds, all migrations are applied. */
  ready: () => Promise<boolean>;
}
