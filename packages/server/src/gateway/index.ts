export { type Forwarded, forward } from "./forward.ts";
export { gatewayProblems, gatewayRoute, readGateway, replaceGateway } from "./routes.ts";
