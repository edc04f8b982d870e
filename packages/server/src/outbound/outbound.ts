import { type AddressRules, unresolvable, unresolvedInTime } from "./address-rules.ts";
import type {
  AddressProblem,
  Caller,
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
import { lookupMetrics } from "./names/metrics.ts";
import { createNames, type Names } from "./names/names.ts";
import { dnsQuery, LookupError } from "./names/query.ts";
import { createPermissions } from "./permissions.ts";
import { exchangeStream } from "./stream.ts";
import type { Target } from "./target.ts";
import { createTenants, type Tenant } from "./tenants.ts";
import { startTimeLimit, type TimeLimit, within } from "./time-limit.ts";

const lookupAtSaveMs = 5000;

/** A permitted request: its tenant, its rules, and its target. */
interface Admitted {
  tenant: Tenant;
  rules: AddressRules;
  target: Target;
}

/** Throws a clear error for an invalid entry of `allow`. */
export function createOutbound(options: OutboundOptions): Outbound {
  const { trustedCertificates } = options;
  const names = namesOf(options);
  const tenants = createTenants({
    permissionsOf: createPermissions(options.allow),
    maxConnectionsPerOrigin: options.maxConnectionsPerOrigin ?? 64,
    maxConnectionsPerProject: options.maxConnectionsPerProject ?? 1024,
    maxWaitingPerOrigin: options.maxWaitingPerOrigin ?? 1000,
    dial: ({ owner }, rules, target, certificate, limit) =>
      dial({ rules, names, owner, trustedCertificates }, target, certificate, limit),
  });
  const whenIdle: (() => void)[] = [];
  let closing = false;
  let underWay = 0;

  async function checkAddress(url: string, caller: Caller): Promise<AddressProblem | null> {
    const { owner, permissions } = tenants.of(caller.projectId);
    const rules = permissions[caller.purpose];
    const checked = rules.checkUrl(url);
    if (!checked.ok) return checked.problem;
    const { target } = checked;
    if (target.kind === "address") return null;
    const limit = startTimeLimit(lookupAtSaveMs, undefined);
    const lookup = names.lookup(target.host, "save", owner);
    try {
      const resolved = await within(limit, lookup.addresses);
      if ("expiry" in resolved) return unresolvedInTime(target.host);
      return rules.checkAddresses(target, resolved.value);
    } catch (error) {
      const late = error instanceof LookupError && (error.code === "ETIMEOUT" || error.code === "EBUSY");
      return late ? unresolvedInTime(target.host) : unresolvable(target.host);
    } finally {
      lookup.leave();
      limit.end();
    }
  }

  /** Where the request goes, or why it may not be made. */
  function admit(request: Pick<OutboundRequest, "url" | "headers" | keyof Caller>): Admitted | Failure {
    const tenant = tenants.of(request.projectId);
    const rules = tenant.permissions[request.purpose];
    const checked = rules.checkUrl(request.url);
    if (!checked.ok) return { reason: "refused-address", detail: checked.problem.detail };
    const reserved = Object.keys(request.headers).find((name) => ownHeaders.has(name.toLowerCase()));
    if (reserved !== undefined)
      return { reason: "protocol", detail: `The header ${reserved} can't be set by hand.` };
    if (closing) return { reason: "aborted", detail: "The service is stopping." };
    return { tenant, rules, target: checked.target };
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
      return await attempt(request, admitted, limit, started);
    } finally {
      limit.end();
      leave();
    }
  }

  async function stream(request: OutboundStreamRequest): Promise<StreamResult> {
    const started = performance.now();
    const admitted = admit(request);
    if ("reason" in admitted) return failed(admitted, {}, started);
    const { tenant, rules, target } = admitted;
    const limit = startTimeLimit(request.timeoutMs, request.signal);
    underWay++;
    for (;;) {
      const pool = tenant.poolOf(target, rules, undefined);
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
      // A request is in flight until its response's body has ended.
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
    { tenant, rules, target }: Admitted,
    limit: TimeLimit,
    started: number,
  ): Promise<SendResult> {
    let repeatable = request.repeatable ?? (request.method === "GET" || request.method === "HEAD");
    for (;;) {
      const pool = tenant.poolOf(target, rules, request.clientCertificate);
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
        // Only once: a request that makes its receiver hang up must not use up every idle
        // connection.
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
    tenants.retire();
    if (underWay > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
  }

  return { checkAddress, send, stream, close };
}

function namesOf({ resolve, dnsServers, metrics }: OutboundOptions): Names {
  if (resolve) return { lookup: (host) => ({ addresses: resolve(host), leave: () => {} }) };
  return createNames({
    query: dnsQuery({ ...(dnsServers && { servers: dnsServers }) }),
    metrics: metrics && lookupMetrics(metrics),
  });
}

// Headers that frame the request on the connection; if callers set them, they could smuggle a
// second one, or change SNI.
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
