import { createRouter } from "@tanstack/react-router";
import { Broken } from "./frame/broken.tsx";
import { parseSearch, stringifySearch } from "./frame/search-text.ts";
import { routeTree } from "./routes.ts";

/** Addresses begin with `/console`; searches are plain text, with commas in lists. */
export function createConsoleRouter() {
  return createRouter({
    routeTree,
    basepath: "/console",
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPendingMs: 150,
    defaultErrorComponent: Broken,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
