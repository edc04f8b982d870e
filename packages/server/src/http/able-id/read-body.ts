import type { IncomingMessage } from "node:http";
import { checkCredentialsSchema, isLanguage, parseInput } from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import type { Project } from "../../projects/index.ts";
import { boundedJsonParser } from "../bodies/json-bodies.ts";
import type { HttpDeps } from "../deps.ts";
import { addressKey } from "../door/address.ts";
import { type ByteBudget, createByteBudget } from "../door/byte-budget.ts";
import { cutOff } from "../door/refuse.ts";
import { Refusal as Refused } from "../refusals/problem.ts";
import type { App } from "../types.ts";
import { authenticateCall } from "./authenticate.ts";
import { type Blocks, createBlocks } from "./blocks.ts";
import { bodyRefusal } from "./call.ts";
import { type Refusal, refuse } from "./response.ts";
import { scanBody } from "./scan-body.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The project whose credentials are in a body of `/check`; null until it was looked up. */
    checkProject: Project | null;
  }
}

/** A refusal while the body is being read; the surface's error handler sends it. */
export class BodyRefusal extends Error {
  override readonly name = "BodyRefusal";
  readonly refusal: Refusal;
  readonly language: "ru" | "en" | "uz" | "oz";

  readonly retryAfterSeconds: number;

  constructor(refusal: Refusal, language: unknown, retryAfterSeconds = 1) {
    super("the body was refused");
    this.refusal = refusal;
    this.retryAfterSeconds = retryAfterSeconds;
    this.language = typeof language === "string" && isLanguage(language) ? language : "ru";
  }
}

/**
 * Bodies up to this size are parsed before authentication: less than a millisecond, whatever their content.
 */
const smallBody = 64 * 1024;
const mib = 1024 * 1024;
const unknownLimits = { total: 64 * mib, share: 32 * mib };
const knownLimits = { total: 256 * mib, share: 64 * mib };

/**
 * Reads the bodies of these calls, which contain the credentials. A small one is parsed directly. A
 * larger one is scanned for its credentials while it is received, and parsed only for a known
 * project; until then it counts towards its address's memory, from then on towards its project's.
 */
export function readCheckBodies(app: App, deps: Deps): void {
  const parse = boundedJsonParser(app);
  const budgets = { unknown: createByteBudget(unknownLimits), known: createByteBudget(knownLimits) };
  app.decorateRequest("checkProject", null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", (request, payload, done) => {
    read(deps, budgets, request, payload).then(
      (text) => parse(request, text, done),
      (error: Error) => done(error),
    );
  });
}

interface Budgets {
  unknown: ByteBudget;
  known: ByteBudget;
}

type Deps = Pick<HttpDeps, "cell" | "db" | "clock" | "keyring" | "addresses" | "failures">;

async function read(
  deps: Deps,
  budgets: Budgets,
  request: FastifyRequest,
  payload: IncomingMessage,
): Promise<string> {
  const limit = request.routeOptions.bodyLimit;
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge();
  const { socket, url } = request.raw;
  const evicted = () => cutOff(socket, null, url, "not_ready");
  const address = deps.addresses.of(request.raw);
  let held = budgets.unknown.open(addressKey(address), evicted);
  const blocks = createBlocks((more) => {
    if (!held.take(more)) throw new BodyRefusal(refuse(10429), undefined);
  });
  const scanned = scanBody();
  const takeIn = async (chunk: Buffer) => {
    const before = blocks.size();
    blocks.add(chunk);
    if (blocks.size() <= smallBody) return;
    for (const bytes of before > smallBody ? [chunk] : blocks.all()) scanned.feed(bytes);
    const { problem, found } = scanned;
    if (problem !== null) throw new BodyRefusal(refuse(20202, "body", problem), found.lang);
    const { projectId, secret } = found;
    if (request.checkProject !== null || projectId === undefined || secret === undefined) return;
    const caller = await authenticateCall(deps, address, { projectId, secret });
    if (!caller.ok) throw new BodyRefusal(caller.refusal, found.lang, caller.retryAfterSeconds ?? 1);
    request.checkProject = caller.project;
    held.release();
    held = budgets.known.open(request.checkProject.id, evicted);
    if (!held.take(blocks.capacity())) throw new BodyRefusal(refuse(10429), found.lang);
  };
  let refused: Error | null = null;
  let received = 0;
  try {
    for await (const chunk of arriving(payload)) {
      received += chunk.length;
      if (received > limit) throw tooLarge();
      // The rest of a refused body is read and dropped: many clients read the response only
      // after they have sent everything.
      if (refused === null) refused = await takeIn(chunk).then(() => null, refusalOf);
      if (refused !== null) held.release();
    }
    if (refused !== null) throw refused;
    if (blocks.size() > smallBody && request.checkProject === null) {
      const { lang, ...given } = scanned.found;
      const missing = parseInput(checkCredentialsSchema, given);
      if (!missing.ok) throw new BodyRefusal(bodyRefusal(missing), lang);
    }
    return textOf(blocks);
  } finally {
    held.release();
  }
}

function refusalOf(error: unknown): Error {
  if (error instanceof BodyRefusal || error instanceof Refused) return error;
  throw error;
}

function textOf(blocks: Blocks): string {
  try {
    return blocks.text();
  } catch (error) {
    throw Object.assign(new Error("the body is no UTF-8", { cause: error }), { statusCode: 400 });
  }
}

/**
 * The body as it is received. If it breaks off, that is the client's fault; the stream is left open for
 * the response.
 */
async function* arriving(payload: IncomingMessage): AsyncIterable<Buffer> {
  try {
    yield* payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (error) {
    throw Object.assign(new Error("the body broke off", { cause: error }), { statusCode: 400 });
  }
}

function tooLarge(): Error {
  return Object.assign(new Error("the body is too large"), {
    code: "FST_ERR_CTP_BODY_TOO_LARGE",
    statusCode: 413,
  });
}
