import { type Import, isTest, targetOf } from "./imports.ts";

/**
 * Who may import whom. A module is a folder of `packages/server/src`, or one inside another that is
 * listed here by its path; its parts import each other freely, and other modules through their
 * `index.ts` only. What is not listed here may import nothing.
 */
const mayImport: Readonly<Record<string, readonly string[] | "everything">> = {
  db: [],
  outbound: [],
  images: [],
  json: [],
  sealing: ["db"],
  access: ["db", "sealing"],
  "sign-in": ["db", "sealing", "access", "outbound"],
  webhooks: ["db", "sealing", "outbound"],
  projects: ["db", "sealing", "access", "images", "webhooks", "outbound"],
  registry: ["db", "sealing", "images", "outbound"],
  "custom-events": ["db"],
  quotas: [],
  storage: ["db"],
  files: ["db"],
  processes: ["quotas"],
  events: ["db", "sealing", "webhooks", "custom-events", "rendering", "json", "storage", "delivery/queue"],
  "delivery/queue": ["db"],
  delivery: [
    "db",
    "sealing",
    "webhooks",
    "outbound",
    "quotas",
    "storage",
    "events",
    "rendering",
    "delivery/queue",
  ],
  "child-process": [],
  rendering: ["json", "child-process"],
  interception: ["db", "sealing", "webhooks", "outbound", "rendering", "json", "storage"],
  telemetry: ["events", "delivery"],
  verification: ["db", "sealing", "access", "images", "projects", "storage", "files"],
  disclosure: ["db", "sealing", "projects", "webhooks", "registry", "verification", "events", "delivery"],
  users: ["db", "sealing", "events", "verification"],
  documents: ["db", "sealing", "access", "images", "storage", "files", "events", "verification", "users"],
  payments: ["db", "sealing", "outbound"],
  operations: ["db", "sealing", "events", "delivery", "interception", "payments", "outbound"],
  gateway: ["db", "sealing", "events", "interception", "operations", "outbound"],
  announcing: ["db", "sealing", "verification", "events"],
  checks: ["db", "sealing", "projects", "registry", "verification", "files", "child-process"],
  "e-signing": [
    "db",
    "sealing",
    "projects",
    "verification",
    "storage",
    "files",
    "outbound",
    "child-process",
    "documents",
  ],
  "video-calls": ["db", "sealing", "verification"],
  erasure: ["db", "storage"],
  stats: ["db", "webhooks", "delivery"],
  stream: ["db"],
  backup: ["db", "sealing", "erasure"],
  moving: ["db"],
  http: [
    "erasure",
    "users",
    "documents",
    "e-signing",
    "video-calls",
    "operations",
    "payments",
    "gateway",
    "db",
    "sealing",
    "images",
    "access",
    "sign-in",
    "projects",
    "quotas",
    "storage",
    "files",
    "registry",
    "verification",
    "checks",
    "announcing",
    "custom-events",
    "disclosure",
    "events",
    "webhooks",
    "delivery",
    "outbound",
    "rendering",
    "interception",
    "json",
    "stats",
    "stream",
  ],
  // The composition root and its parts.
  "": "everything",
};

/**
 * Rules for folders inside a module and for packages: a path prefix and the only specifiers it may
 * use.
 */
const narrower: ReadonlyArray<{ folder: string; except?: RegExp; allowed: RegExp; says: string }> = [
  {
    folder: "packages/server/src/verification/rules/",
    allowed: /^(\.\/|@countersign\/wire$)/,
    says: "rules are pure: they import @countersign/wire and each other",
  },
  {
    folder: "packages/wire/src/",
    allowed: /^(\.\.?\/|zod$|node:)/,
    says: "wire is imported by everything, and imports only zod",
  },
  {
    folder: "packages/mrz/src/document/",
    allowed: /^(\.\/)/,
    says: "the meaning of a zone is pure code: it imports its own folder only",
  },
  {
    folder: "packages/mrz/src/reader/",
    allowed: /^(\.\.?\/)/,
    says: "the reader runs in browsers, too: it imports its own package only",
  },
  ...["network", "models", "picture", "detect", "describe"].map((folder) => ({
    folder: `packages/faces/src/${folder}/`,
    allowed: /^(\.\.?\/)/,
    says: "faces are found in browsers, too: these folders import their own package only",
  })),
  {
    folder: "packages/receiver/src/",
    // The code that builds the package, and its samples, which are bundled.
    except: /\/src\/(generate|publish|samples)\//,
    allowed: /^(\.\.?\/|(node:http|node:sqlite|fastify|pg|postgres)$)/,
    says: "the published receiver has no dependency: it imports its own files, and types of servers and drivers",
  },
  {
    folder: "packages/embed/src/",
    // The code that builds the package.
    except: /\/src\/publish\//,
    allowed: /^\.\/|^\.\.\//,
    says: "the published component has no dependency: it imports its own files",
  },
  {
    folder: "packages/cli/src/",
    // The code that builds the package: it gets the OpenAPI document from a service of this
    // checkout.
    except: /\/src\/(generate|publish)\//,
    allowed: /^(\.\.?\/|node:|@stricli\/core$|@countersign\/receiver$)/,
    says: "the command line is a client of the HTTP API: it imports its own files, its framework and the receiver",
  },
  {
    folder: "packages/applicant/src/",
    allowed:
      /^(\.\.?\/|@countersign\/(wire\/(browser|html-languages|(applicant-reasons|retake-texts)\/\w+)$|embed\/messages$|mrz$|faces$|faces\/models\/)|preact|uqr$)/,
    says: "the applicant's page imports wire's browser entries, what guides the camera, and preact",
  },
  {
    folder: "packages/console/src/",
    allowed:
      /^(\.\.?\/|@countersign\/(wire$|wire\/(webhook-modes|retake-texts\/\w+)$|tokens\/)|react|@base-ui\/|@tanstack\/|@codemirror\/|@lezer\/|uplot|uqr$)/,
    says: "the console imports wire's types, tokens and its libraries of the browser",
  },
];

/**
 * Modules that can make outgoing calls: only `outbound` may use them, since it enforces which
 * addresses may be called; and the client of the bucket, whose address only the operator's
 * environment names, as the database's.
 */
const callers = /^(undici|node:(https|http2|tls|dns|dns\/promises|dgram))$/;

const serverRoot = "packages/server/src/";
export interface Violation extends Import {
  says: string;
}

/**
 * The first rule that an import breaks, or null. Paths are relative to the repository, with `/`.
 */
export function breaks(file: string, specifier: string): string | null {
  if (isTest.test(file)) return null;
  const target = targetOf({ file, specifier });
  if (target !== null && isTest.test(target)) return "only tests may import test support";
  for (const rule of narrower) {
    const applies = file.startsWith(rule.folder) && !rule.except?.test(file);
    if (applies && !rule.allowed.test(specifier)) return rule.says;
  }
  if (!file.startsWith(serverRoot)) return null;
  if (callers.test(specifier) && !/^(outbound|files\/s3)\//.test(file.slice(serverRoot.length)))
    return "only outbound makes outgoing calls: it enforces the address rules";
  if (target === null) return null;
  if (!target.startsWith(serverRoot)) return "other packages are imported by their names";
  const from = moduleOf(file);
  const to = moduleOf(target);
  if (from === to) return null;
  const allowed = mayImport[from];
  if (allowed === undefined) return `module "${from}" has no entry in scripts/import-rules.ts`;
  if (allowed === "everything") return null;
  if (!allowed.includes(to)) return `${from} may not import ${to === "" ? "the composition root" : to}`;
  const entry = `${serverRoot}${to}/index.ts`;
  return target === entry ? null : `${to} is imported through its index.ts`;
}

/** Those that break a rule. */
export function violations(imports: readonly Import[]): Violation[] {
  return imports.flatMap((each) => {
    const says = breaks(each.file, each.specifier);
    return says === null ? [] : [{ ...each, says }];
  });
}

function moduleOf(file: string): string {
  const inside = file.slice(serverRoot.length);
  const nested = Object.keys(mayImport).find((name) => name.includes("/") && inside.startsWith(`${name}/`));
  if (nested !== undefined) return nested;
  return inside.includes("/") ? inside.slice(0, inside.indexOf("/")) : "";
}
