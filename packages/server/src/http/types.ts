import type { IncomingMessage, ServerResponse } from "node:http";
import type { Permission, QuotaName } from "@countersign/wire";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { BearerActor } from "../access/index.ts";
import type { Caller } from "./caller.ts";

/** A Fastify scope whose schemas are zod's. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module "fastify" {
  interface FastifyContextConfig {
    /**
     * The permission that a route of the management API takes, or `public`: no credentials. A route
     * without it isn't registered.
     */
    access?: Permission | "public";
    /**
     * What people's calls of the route are audited as, where it writes no record
     * of its own: written before the route does anything.
     */
    audited?: string;
    /** The refusal's detail for callers without the permission; by default it names roles. */
    refusal?: string;
    /**
     * Whether an `Idempotency-Key` is honoured; by default true for every POST of the management API.
     * `itself`: the route stores the keys itself.
     */
    idempotent?: boolean | "itself";
    /**
     * The quota that a call uses: once it is exhausted, the call is refused before its body is
     * read.
     */
    quota?: QuotaName;
    /** Its responses may have personal data or secrets in them: see `compressJson`. */
    uncompressed?: boolean;
  }
  interface FastifyRequest {
    /**
     * Authenticates the credentials again, for responses that take long; null if they are no longer
     * valid.
     */
    checkAgain: () => Promise<BearerActor | null>;
    /** The caller with a bearer token or key; null elsewhere. */
    actor: Caller | null;
  }
}
