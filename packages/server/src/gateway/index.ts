export { type Forwarded, forward, type GatewayDeps } from "./forward.ts";
export { gatewayProblems, gatewayRoute, readGateway, replaceGateway } from "./routes.ts";
