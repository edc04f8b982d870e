import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { Registry } from "prom-client";
import { buildApp, clientAddresses, type HttpDeps } from "./http/index.ts";

/** Where the examples of the reference call the service. */
const publicUrl = "https://verify.example.com";

/**
 * The documents that the service serves at `/openapi.json` and `/asyncapi.json`, without a database and without a
 * listener: for the pages of the reference, which are built with the project. Takes a second.
 */
export async function referenceDocuments(): Promise<{ openapi: unknown; asyncapi: unknown }> {
  const app = await buildApp(depsOfRoutes());
  const read = async (url: string) => (await app.inject(url)).json<unknown>();
  const documents = { openapi: await read("/openapi.json"), asyncapi: await read("/asyncapi.json") };
  await app.close();
  return documents;
}

/** What registering the routes itself needs. What only a request would need is absent: using it throws. */
function depsOfRoutes(): HttpDeps {
  const present = {
    log: pino({ level: "silent" }),
    clock: Date.now,
    random: (bytes: number) => randomBytes(bytes),
    metrics: new Registry(),
    publicUrl,
    metricsText: async () => "",
    publicMetrics: true,
    operatorToken: null,
    provider: null,
    maxDocumentBytes: 10 * 1024 * 1024,
    addresses: clientAddresses([]),
    closing: new AbortController().signal,
    applicantPageDir: "",
    consoleDir: "",
    docsDir: "",
  } satisfies Partial<HttpDeps>;
  return new Proxy(present, {
    get: (target, name) => (name in target ? target[name as keyof typeof present] : absent(String(name))),
  }) as unknown as HttpDeps;
}

function absent(name: string): unknown {
  const fail = () => {
    throw new Error(`Describing the API used deps.${name}: it must only register routes`);
  };
  return new Proxy(fail, {});
}
