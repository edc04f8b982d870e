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
