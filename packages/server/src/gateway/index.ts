/**
 * Methods of the loyalty platform that an upstream keeps: hooks are asked first, the call is forwarded
 * as the hooks left it, and its answer is streamed back. No transaction is open meanwhile.
 *
 *     const route = await gatewayRoute(db, projectId, operation); // null: the service keeps the method itself
 *     const forwarded = await forward(deps, { projectId, operation, route, target, body, … });
 */
export { type Forwarded, forward } from "./forward.ts";
export { gatewayProblems, gatewayRoute, readGateway, replaceGateway } from "./routes.ts";
