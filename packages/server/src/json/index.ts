export {
  answerLimits,
  batchLimits,
  type JsonProblem,
  metadataLimits,
  payloadLimits,
  requestLimits,
  type TextLimits,
  type ValueLimits,
} from "./limits.ts";
export { jsonTextProblem } from "./text-problem.ts";
export { jsonValueProblem } from "./value-problem.ts";
