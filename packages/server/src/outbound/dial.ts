import net from "node:net";
import tls, { type SecureContext } from "node:tls";
import type { AddressRules } from "./address-rules.ts";
import { contextOf, minVersion } from "./client-certificate.ts";
import type { ClientCertificate, Timings } from "./contract.ts";
import { dialFailure, expired, type Failure, type Phase } from "./failure.ts";
import type { Names } from "./names/names.ts";
import { endpoint, type Target } from "./target.ts";
import { type TimeLimit, within } from "./time-limit.ts";

export interface DialDeps {
  rules: AddressRules;
  names: Names;
  /** The owner whose budget the lookup uses. */
  owner: string;
  trustedCertificates: string[] | undefined;
}

/** A connection to a checked address, TLS done, nothing sent yet. */
export interface OpenSocket {
  ok: true;
  socket: net.Socket;
  dialled: string;
  timings: Pick<Timings, "dns" | "connect" | "tls">;
}

export type DialResult =
  | OpenSocket
  | { ok: false; failure: Failure; timings: Pick<Timings, "dns" | "connect" | "tls"> };

const unreadable: Failure = { reason: "tls", detail: "The client certificate or its key can't be read." };

/**
 * Opens a connection. The name is resolved once; all of its addresses are checked, and one of these
 * addresses is dialled, so that a name server gains nothing by changing its response in between.
 * SNI and the certificate's check use the name.
 */
export async function dial(
  deps: DialDeps,
  target: Target,
  certificate: ClientCertificate | undefined,
  limit: TimeLimit,
): Promise<DialResult> {
  const timings: Pick<Timings, "dns" | "connect" | "tls"> = {};
  const found = await addressesOf(deps, target, limit, timings);
  if ("failure" in found) return { ok: false, failure: found.failure, timings };
  const context = certificate && contextOf(certificate, deps.trustedCertificates);
  if (context === null) return { ok: false, failure: unreadable, timings };
  return open(deps, target, found.addresses, context, limit, timings);
}

async function addressesOf(
  deps: DialDeps,
  target: Target,
  limit: TimeLimit,
  timings: Timings | Partial<Timings>,
): Promise<{ addresses: string[] } | { failure: Failure }> {
  let addresses = [target.host];
  if (target.kind !== "address") {
    const started = performance.now();
    const lookup = deps.names.lookup(target.host, "call", deps.owner);
    try {
      const resolved = await within(limit, lookup.addresses);
      if ("expiry" in resolved) return { failure: expired(resolved.expiry, "the name lookup") };
      addresses = resolved.value;
    } catch (error) {
      return { failure: dialFailure(error, target.host, "the name lookup") };
    } finally {
      lookup.leave();
      timings.dns = performance.now() - started;
    }
  }
  const problem = deps.rules.checkAddresses(target, addresses);
  if (problem === null) return { addresses };
  const reason = problem.code === "unresolvable" ? "dns" : "refused-address";
  return { failure: { reason, detail: problem.detail } };
}

function open(
  deps: DialDeps,
  target: Target,
  addresses: string[],
  context: SecureContext | undefined,
  limit: TimeLimit,
  timings: Pick<Timings, "dns" | "connect" | "tls">,
): Promise<DialResult> {
  return new Promise((resolve) => {
    const started = performance.now();
    let phase: Phase = "the connection";
    let dialled = addresses.map((address) => endpoint(address, target.port)).join(", ");
    const socket = connect(deps, target, addresses, context);
    const fail = (failure: Failure) => {
      socket.destroy();
      resolve({ ok: false, failure: { ...failure, dialled }, timings });
    };
    // Stays for the socket's lifetime: an error between two listeners would otherwise end the
    // process.
    socket.on("error", (error) => fail(dialFailure(error, target.host, phase)));
    limit.onExpiry((expiry) => fail(expired(expiry, phase)));
    socket.once("connect", () => {
      timings.connect = performance.now() - started;
      const remote = socket.remoteAddress;
      // Can't happen while the lookup below is the only source of addresses; guards against a
      // change there.
      if (remote === undefined || deps.rules.checkAddresses(target, [remote]) !== null) {
        fail({ reason: "refused-address", detail: "The connection led to an address that was not checked." });
        return;
      }
      dialled = endpoint(remote, target.port);
      phase = "the TLS handshake";
      if (target.protocol === "http:") resolve({ ok: true, socket, dialled, timings });
    });
    socket.once("secureConnect", () => {
      timings.tls = performance.now() - started - (timings.connect ?? 0);
      resolve({ ok: true, socket, dialled, timings });
    });
  });
}

function connect(
  deps: DialDeps,
  target: Target,
  addresses: string[],
  context: SecureContext | undefined,
): net.Socket {
  const checked = addresses.map((address) => ({ address, family: net.isIP(address) }));
  const where: net.TcpNetConnectOpts = {
    host: target.host,
    port: target.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    // Tries the checked addresses in turn, so that a host with a broken IPv6 route stays reachable.
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 500,
    lookup: (_name, options, callback) => {
      const [first] = checked;
      if (options.all || first === undefined) callback(null, checked);
      else callback(null, first.address, first.family);
    },
  };
  if (target.protocol === "http:") return net.connect(where);
  return tls.connect({
    ...where,
    ALPNProtocols: ["http/1.1"],
    minVersion,
    // Explicit, so that the environment (`NODE_TLS_REJECT_UNAUTHORIZED`) can't override it.
    rejectUnauthorized: true,
    ...(target.kind === "address" ? {} : { servername: target.host }),
    // Its own context has the trusted certificates as well.
    ...(context ? { secureContext: context } : {}),
    ...(!context && deps.trustedCertificates ? { ca: deps.trustedCertificates } : {}),
  });
}
