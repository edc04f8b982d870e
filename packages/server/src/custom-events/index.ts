export { checkCustomEvents } from "./check.ts";
export { addEventType, listEventTypes, type OwnEventType, removeEventType } from "./event-types.ts";
