/**
 * All outgoing calls: an HTTP client that never calls an address that the rules forbid. The address
 * is checked when it is saved, and again when it is dialled; connections are never shared between
 * projects. Nothing else in the service may open a connection to a host that a user named.
 *
 *     const outbound = createOutbound({ allow: ["gateway@10.1.0.0/16"] });
 *     const result = await outbound.send({ purpose: "webhook", projectId, url, … });
 *     if (result.kind === "failed") log.warn({ reason: result.reason }, result.detail);
 */
export { parseAllowList } from "./allow-list.ts";
export {
  checkClientCertificate,
  clientCertificateFacts,
} from "./client-certificate.ts";
export type {
  ClientCertificate,
  Outbound,
  Purpose,
  SendResult,
} from "./contract.ts";
export { createOutbound } from "./outbound.ts";
export { BrokenStream } from "./stream.ts";
