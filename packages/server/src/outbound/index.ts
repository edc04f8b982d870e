export type { AddressRange } from "./address-ranges.ts";
export { parseAllowList } from "./allow-list.ts";
export {
  type CertificateFacts,
  type CertificateProblem,
  checkClientCertificate,
  clientCertificateFacts,
} from "./client-certificate.ts";
export type {
  AddressProblem,
  Caller,
  ClientCertificate,
  FailureReason,
  Outbound,
  OutboundOptions,
  OutboundRequest,
  OutboundStreamRequest,
  Purpose,
  Resolve,
  SendResult,
  StreamResult,
  Timings,
} from "./contract.ts";
export { createOutbound } from "./outbound.ts";
export { BrokenStream } from "./stream.ts";
