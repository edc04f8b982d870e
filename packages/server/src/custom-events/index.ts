export { checkCustomEvents } from "./check.ts";
export {
  addEventType,
  changeEventType,
  findEventType,
  listEventTypes,
  type OwnEventType,
  removeEventType,
} from "./event-types.ts";
