export type { AddressRange } from "./address-ranges.ts";
export {
  type CertificateFacts,
  type CertificateProblem,
  checkClientCertificate,
  clientCertificateFacts,
} from "./client-certificate.ts";
export type {
  AddressProblem,
  ClientCertificate,
  FailureReason,
  Outbound,
  OutboundOptions,
  OutboundRequest,
  OutboundStreamRequest,
  Resolve,
  SendResult,
  StreamResult,
  Timings,
} from "./contract.ts";
export { createOutbound } from "./outbound.ts";
export { BrokenStream } from "./stream.ts";
