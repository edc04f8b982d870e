export {
  answerLimits,
  batchLimits,
  type JsonLimits,
  type JsonProblem,
  metadataLimits,
  payloadLimits,
  requestLimits,
  type ValueLimits,
} from "./limits.ts";
export { jsonTextProblem } from "./text-problem.ts";
export { jsonValueProblem } from "./value-problem.ts";
