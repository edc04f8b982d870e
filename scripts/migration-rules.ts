import { previousRelease } from "./previous-release.ts";

/** Tables that grow with use: what takes long on them, or rewrites them, stops the service for as long. */
export const growingTables: readonly string[] = [
  ...["attempts", "deliveries", "events", "interceptions", "messages"],
  ...[
    "audit_records",
    "delivery_queue",
    "idempotency_keys",
    "registry_people",
    "session_captures",
    "sessions",
  ],
  ...["session_timeline", "subject_keys", "users", "documents"],
];

/** What services of the previous release may not survive, with what to do instead. */
const contractions: readonly [pattern: RegExp, why: string][] = [
  [/\bdrop not null\b/, "lets newer services leave out what the previous release expects to read"],
  [/\bdrop (?!index concurrently)(?:\w+ )?(if exists )?/, "drops something"],
  [/\brename\b/, "renames something: add the new name, and drop the old one a release later"],
  [/\balter column \w+ (set data )?type\b/, "changes a column's type: add another column"],
  [/\bset not null\b/, "makes a column not null, which the previous release may leave out"],
  [
    /\badd column (?:(?!,| default ).)*\bnot null\b(?!(?:(?!,).)* default )/,
    "adds a column without a default",
  ],
  [
    /\badd (constraint|check|unique|primary|foreign|exclude)\b/,
    "adds a constraint to what is written already",
  ],
  [/\bcreate unique index\b/, "makes values unique that the previous release may repeat"],
];

/** What other sessions wait for, on a table that grows. */
const blocking: readonly [pattern: RegExp, why: string][] = [
  [/\bcreate index (?!concurrently)/, "builds an index in a transaction"],
  [
    /\badd column (?:(?!,).)*(default (?:(?!,).)*\(|generated|serial)/,
    "rewrites the table for a column's values",
  ],
  [/^(update|delete from)\b/, "writes many rows in one transaction"],
];

/**
 * What is wrong with a migration that is not released yet: a rolling upgrade runs it while services of the previous
 * release serve. One sentence for each problem.
 *
 * @param created the tables that unreleased migrations have created: nobody uses them yet.
 */
export function migrationProblems(text: string, created: ReadonlySet<string>): string[] {
  const needs = /^-- contracts: (\d{4}), \S/m.exec(text)?.[1];
  const problems: string[] = [];
  if (/^-- contracts:/m.test(text) && needs === undefined)
    problems.push("`-- contracts: 0049, why` names the migration that services must know, and the reason");
  if (needs !== undefined && Number(needs) > previousRelease.migrations)
    problems.push(
      `removes what the previous release, which knows ${previousRelease.migrations} migrations, still uses: wait for a release`,
    );
  for (const statement of statementsOf(text)) {
    const table = tableOf(statement);
    if (table !== null && created.has(table)) continue;
    const found = needs === undefined ? contractions.find(([pattern]) => pattern.test(statement)) : undefined;
    if (found) problems.push(`${found[1]}: ${statement.slice(0, 80)}`);
    if (table === null || !growingTables.includes(table)) continue;
    for (const [pattern, why] of blocking)
      if (pattern.test(statement)) problems.push(`${why}: ${statement.slice(0, 80)}`);
  }
  return problems;
}

/** The tables that a migration creates. */
export function createdTables(text: string): string[] {
  return statementsOf(text).flatMap((each) => /^create table (?:if not exists )?(\w+)/.exec(each)?.[1] ?? []);
}

function statementsOf(text: string): string[] {
  return (
    text
      .replaceAll(/--.*$/gm, "")
      .toLowerCase()
      // A block runs now; a function's body doesn't.
      .replaceAll(/\bdo \$(\w*)\$([\s\S]*?)\$\1\$/g, "$2")
      .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''")
      .split(";")
      .map((each) => each.replaceAll(/\s+/g, " ").trim())
      .filter((each) => each !== "")
  );
}

/** The table that a statement changes, if it changes one. */
function tableOf(statement: string): string | null {
  const found =
    /^(?:alter table|drop table|update|delete from) (?:if exists |only )*(\w+)/.exec(statement) ??
    /^create (?:unique )?index .*? on (?!only )(\w+)/.exec(statement) ??
    /^drop trigger .*? on (\w+)/.exec(statement);
  return found?.[1] ?? null;
}
