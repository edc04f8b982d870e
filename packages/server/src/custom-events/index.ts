/**
 * Event types of a project's own: a name, titles, and a JSON Schema that payloads are checked
 * against. Whoever writes the schema or the payload, a check takes bounded time.
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
