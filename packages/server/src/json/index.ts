export {
  answerLimits,
  batchLimits,
  metadataLimits,
  payloadLimits,
  requestLimits,
  type TextLimits,
} from "./limits.ts";
export { jsonTextProblem } from "./text-problem.ts";
export { jsonValueProblem } from "./value-problem.ts";
