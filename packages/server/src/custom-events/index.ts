/**
 * Event types of a project's own: a name, titles, and a JSON Schema that payloads are checked
 * against. A check takes bounded time for any schema and payload.
 *
 *     const input = { projectId, type: "custom.paid", title, schema, example };
 *     const added = await addEventType(deps, tx, input);
 *     const [problem] = await checkCustomEvents(db, [{ projectId, type: "custom.paid", payload }]);
 */
export { checkCustomEvents } from "./check.ts";
export {
  addEventType,
  changeEventType,
  findEventType,
  listEventTypes,
  type OwnEventType,
  removeEventType,
} from "./event-types.ts";
