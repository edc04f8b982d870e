import { readFileSync } from "node:fs";
import path from "node:path";
import { apiPages } from "../reference/api-pages.ts";
import { type AsyncApi, eventPages } from "../reference/event-pages.ts";
import type { OpenApi } from "../reference/openapi.ts";
import { inRussian } from "../reference/russian/descriptions.ts";
import { codeBlock } from "./code-block.ts";
import { documentPages } from "./documents.ts";
import type { Page } from "./page.ts";
import { snippetPages } from "./snippets.ts";

/** Every page of the site: documents of the repository, and the reference of calls and events. */
export function allPages(root: string, openapi: OpenApi, asyncapi: AsyncApi): Page[] {
  return [
    ...documentPages(root),
    ...setupPages(root),
    ...snippetPages(root),
    ...apiPages(openapi, "en"),
    ...apiPages(inRussian(openapi), "ru"),
    ...eventPages(asyncapi, "en"),
    ...eventPages(inRussian(asyncapi), "ru"),
  ];
}

/** The script that the guides' commands begin with, in both languages. */
function setupPages(root: string): Page[] {
  const markdown = codeBlock("sh", readFileSync(path.join(root, "docs/guides/setup.sh"), "utf8"));
  return [
    {
      id: "guides/setup",
      title: "Setup of the guides",
      description: "What `. docs/guides/setup.sh` defines and starts.",
      markdown,
    },
    {
      id: "ru/guides/setup",
      title: "Скрипт подготовки",
      description: "Что определяет и запускает `. docs/guides/setup.sh`.",
      markdown,
    },
  ];
}
