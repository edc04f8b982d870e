import type { FastifyRequest } from "fastify";
import { refuse } from "./refusals/problem.ts";

/** The session of a request that came with the console's cookie. */
export interface SessionOfRequest {
  sessionId: string;
  /** When the person last proved who they are, in milliseconds. */
  confirmedAt: number;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Null of a call without the console's cookie. */
    signedIn: SessionOfRequest | null;
  }
}

/** For how long after a proof passwords, factors and tokens can be changed. */
export const confirmedForMs = 15 * 60_000;

/** The session of the request. Throws the refusal of calls with a token. */
export function sessionOf({ signedIn }: Pick<FastifyRequest, "signedIn">): SessionOfRequest {
  if (signedIn !== null) return signedIn;
  throw refuse("forbidden", "This is for browsers that are signed in: a token has no session.");
}

/** The same, if the person has proved lately who they are. Throws the refusal otherwise. */
export function confirmedSessionOf(request: Pick<FastifyRequest, "signedIn">, now: number): SessionOfRequest {
  const session = sessionOf(request);
  if (now - session.confirmedAt < confirmedForMs) return session;
  throw refuse(
    "confirmation_required",
    "Enter your password again, or sign in again, before you change how you sign in.",
  );
}
