export type { AddressRange } from "./address-ranges.ts";
export type {
  AddressProblem,
  FailureReason,
  Outbound,
  OutboundOptions,
  OutboundRequest,
  Resolve,
  SendResult,
  Timings,
} from "./contract.ts";
export { createOutbound } from "./outbound.ts";
