import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { referenceDocuments } from "@countersign/server/reference";
import { allPages } from "../pages/all-pages.ts";
import type { AsyncApi } from "../reference/event-pages.ts";
import type { OpenApi } from "../reference/openapi.ts";
import { buildSite } from "./astro.ts";
import { compressSite } from "./compress.ts";
import { externalize } from "./externalize.ts";

/**
 * Builds the documentation to `dist/site`: collects the pages, has Astro make HTML of them and Pagefind an index, moves
 * what a content policy without `unsafe-inline` forbids into files, and compresses everything.
 */
const packageDir = path.resolve(import.meta.dirname, "../..");
const root = path.resolve(packageDir, "../..");
const site = path.join(packageDir, "dist/site");

const { openapi, asyncapi } = await referenceDocuments();
const pages = allPages(root, openapi as OpenApi, asyncapi as AsyncApi);
await rm(site, { recursive: true, force: true });
await mkdir(path.dirname(site), { recursive: true });
await writeFile(path.join(packageDir, "dist/pages.json"), JSON.stringify(pages));
const guides = pages.map(({ id }) => id).filter((id) => /^guides\/[^/]+$/.test(id));
await buildSite(packageDir, site, { document: openapi as OpenApi, guides });
externalize(site);
compressSite(site);
