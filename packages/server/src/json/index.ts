/**
 * Limits of JSON that comes from outside: depth, members, values, characters. A text is checked
 * before it is parsed, a value before anything walks it.
 *
 *     const problem = jsonTextProblem(text, requestLimits); // null: within the limits
 *     const tooMuch = jsonValueProblem(payload, payloadLimits);
 */
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
