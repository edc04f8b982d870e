import type { IncomingMessage, ServerResponse } from "node:http";
import type { QuotaName } from "@countersign/wire";
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { BearerActor } from "../access/index.ts";

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
     * Which kinds of bearer may call a route of the management API. A route without it isn't
     * registered.
     */
    access?: readonly BearerActor["kind"][];
    /**
     * What operators' and reviewers' calls of the route are audited as, where it writes no record
     * of its own: written before the route does anything.
     */
    audited?: string;
    /** What a bearer who may not call it is told; a sentence about roles otherwise. */
    refusal?: string;
    /**
     * Whether an `Idempotency-Key` is honoured; true for every POST of the management API unless
     * said otherwise. `itself`: the route keeps the keys on its own.
     */
    idempotent?: boolean | "itself";
    /**
     * What a call counts as: once nothing of that quota is left, it is refused before its body is
     * read.
     */
    quota?: QuotaName;
  }
  interface FastifyRequest {
    /** Who calls with a bearer token or key; null elsewhere. */
    actor: BearerActor | null;
  }
}
