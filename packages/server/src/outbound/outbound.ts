import { createAddressRules, unresolvable } from "./address-rules.ts";
import { fingerprintOf } from "./client-certificate.ts";
import type {
  AddressProblem,
  ClientCertificate,
  Outbound,
  OutboundOptions,
  OutboundRequest,
  OutboundStreamRequest,
  SendResult,
  StreamResult,
  Timings,
} from "./contract.ts";
import { dial } from "./dial.ts";
import { exchange } from "./exchange.ts";
import type { Failure } from "./failure.ts";
import { createPool, type Pool } from "./pool.ts";
import { sharing, systemResolve } from "./resolve.ts";
import { exchangeStream } from "./stream.ts";
import type { Target } from "./target.ts";
import { startTimeLimit, type TimeLimit, within } from "./time-limit.ts";

const lookupAtSaveMs = 5000;

/** Throws a clear error for an entry of `allow` that is no CIDR. */
export function createOutbound(options: OutboundOptions): Outbound {
  const rules = createAddressRules(options.allow);
  const resolve = sharing(options.resolve ?? systemResolve);
  const dialDeps = { rules, resolve, trustedCertificates: options.trustedCertificates };
  const maxConnections = options.maxConnectionsPerOrigin ?? 64;
  const maxWaiting = options.maxWaitingPerOrigin ?? 1000;
  const pools = new Map<string, Pool>();
  const whenIdle: (() => void)[] = [];
  let closing = false;
  let underWay = 0;

  async function checkAddress(url: string): Promise<AddressProblem | null> {
    const checked = rules.checkUrl(url);
    if (!checked.ok) return checked.problem;
    const { target } = checked;
    if (target.kind === "address") return null;
    const limit = startTimeLimit(lookupAtSaveMs, undefined);
    try {
      const resolved = await within(limit, resolve(target.host));
      return "expiry" in resolved ? unresolvable(target.host) : rules.checkAddresses(target, resolved.value);
    } catch {
      return unresolvable(target.host);
    } finally {
      limit.end();
    }
  }

  function poolOf(target: Target, certificate: ClientCertificate | undefined): Pool {
    const name = certificate === undefined ? target.origin : `${target.origin} ${fingerprintOf(certificate)}`;
    const known = pools.get(name);
    if (known) return known;
    const pool = createPool({
      origin: target.origin,
      maxConnections,
      maxWaiting,
      dial: (limit) => dial(dialDeps, target, certificate, limit),
      onEmpty: () => pools.delete(name),
    });
    pools.set(name, pool);
    return pool;
  }

  /** Where the request goes, or why it may not. */
  function admit(request: Pick<OutboundRequest, "url" | "headers">): { target: Target } | Failure {
    const checked = rules.checkUrl(request.url);
    if (!checked.ok) return { reason: "refused-address", detail: checked.problem.detail };
    const reserved = Object.keys(request.headers).find((name) => ownHeaders.has(name.toLowerCase()));
    if (reserved !== undefined)
      return { reason: "protocol", detail: `The header ${reserved} can't be set by hand.` };
    if (closing) return { reason: "aborted", detail: "The service is stopping." };
    return { target: checked.target };
  }

  function leave(): void {
    underWay--;
    if (underWay === 0) for (const resume of whenIdle.splice(0)) resume();
  }

  async function send(request: OutboundRequest): Promise<SendResult> {
    const started = performance.now();
    const admitted = admit(request);
    if ("reason" in admitted) return failed(admitted, {}, started);
    const limit = startTimeLimit(request.timeoutMs, request.signal);
    underWay++;
    try {
      return await attempt(request, admitted.target, limit, started);
    } finally {
      limit.end();
      leave();
    }
  }

  async function stream(request: OutboundStreamRequest): Promise<StreamResult> {
    const started = performance.now();
    const admitted = admit(request);
    if ("reason" in admitted) return failed(admitted, {}, started);
    const { target } = admitted;
    const limit = startTimeLimit(request.timeoutMs, request.signal);
    underWay++;
    for (;;) {
      const pool = poolOf(target, undefined);
      const acquired = await pool.acquire(limit);
      const { timings } = acquired;
      const give = (failure: Failure) => {
        limit.end();
        leave();
        return failed(failure, timings, started);
      };
      if (!acquired.ok) return give(acquired.failure);
      const { connection } = acquired;
      const { dialled } = connection;
      // An answered request is under way until its body has ended.
      const ended = Promise.withResolvers<void>();
      const outcome = await exchangeStream(connection, request, target.path, limit, () => {
        pool.release(connection);
        ended.resolve();
      });
      if (outcome.kind === "stale" && !outcome.written) continue;
      if (outcome.kind !== "answered") return give({ ...outcome.failure, dialled });
      void ended.promise.then(leave);
      return { ...outcome, dialled };
    }
  }

  async function attempt(
    request: OutboundRequest,
    target: Target,
    limit: TimeLimit,
    started: number,
  ): Promise<SendResult> {
    let repeatable = request.repeatable ?? (request.method === "GET" || request.method === "HEAD");
    for (;;) {
      const pool = poolOf(target, request.clientCertificate);
      const acquired = await pool.acquire(limit);
      const timings: Partial<Timings> = acquired.timings;
      if (!acquired.ok) return failed(acquired.failure, timings, started);
      const { connection } = acquired;
      const { dialled } = connection;
      const outcome = await exchange(connection, request, target.path, limit);
      pool.release(connection);
      if (outcome.kind === "stale") {
        if (!outcome.written) continue;
        if (!repeatable) return failed({ ...outcome.failure, dialled }, timings, started);
        // Once only: a request that makes its receiver hang up must not meet every idle connection in turn.
        repeatable = false;
        continue;
      }
      if (outcome.firstByte !== undefined) timings.firstByte = outcome.firstByte;
      if (outcome.kind === "failed") return failed({ ...outcome.failure, dialled }, timings, started);
      const { status, headers, body, truncated } = outcome;
      return {
        kind: "answered",
        status,
        headers,
        body,
        truncated,
        dialled,
        timings: whole(timings, started),
      };
    }
  }

  async function close(): Promise<void> {
    closing = true;
    for (const pool of pools.values()) pool.retire();
    if (underWay > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
  }

  return { checkAddress, send, stream, close };
}

// What frames the request on the connection; set by hand it could smuggle a second one, or change SNI.
const ownHeaders = new Set(["host", "content-length", "transfer-encoding", "connection"]);

function failed(
  failure: Failure,
  timings: Partial<Timings>,
  started: number,
): Extract<SendResult, { kind: "failed" }> {
  return { kind: "failed", ...failure, timings: whole(timings, started) };
}

function whole(timings: Partial<Timings>, started: number): Timings {
  return { ...timings, total: performance.now() - started };
}
