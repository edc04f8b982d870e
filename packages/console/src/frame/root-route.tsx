import { createRootRoute, createRoute, retainSearchParams } from "@tanstack/react-router";
import { Frame } from "./frame.tsx";
import { Lost } from "./lost.tsx";
import { textFrom } from "./search-text.ts";
import { Start } from "./start.tsx";

/** Every address may name the project that is worked on; links keep it. */
export const rootRoute = createRootRoute({
  validateSearch: (search: Record<string, unknown>): { project?: string | undefined } => ({
    project: textFrom(search.project),
  }),
  search: { middlewares: [retainSearchParams(["project"])] },
  notFoundComponent: Lost,
});

/** The rail and what belongs to it, around a screen. */
export const frameRoute = createRoute({ getParentRoute: () => rootRoute, id: "frame", component: Frame });

/** `/console` itself. */
export const startRoute = createRoute({ getParentRoute: () => frameRoute, path: "/", component: Start });
