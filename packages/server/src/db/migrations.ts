import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A step of the schema. Its bytes never change once it is released. */
export interface Migration {
  number: number;
  name: string;
  text: string;
}

const ownMigrations = fileURLToPath(new URL("./migrations/", import.meta.url));

/** The numbered `.sql` files of the folder, in order; their numbers are 1, 2, 3 … without a gap. */
export async function readMigrations(folder: string = ownMigrations): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = index + 1;
      if (!name.startsWith(`${String(number).padStart(4, "0")}-`)) {
        throw new Error(`migration ${name} should be number ${number}`);
      }
      return { number, name, text: await readFile(join(folder, name), "utf8") };
    }),
  );
}

/** By which a migration is recognized in a database. */
export function checksumOf({ text }: Pick<Migration, "text">): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * The number of the migration that a version must know to work with the schema after this one: 0, unless it removes what
 * versions have used, which its line `-- contracts: 0049` says.
 */
export function needsOf({ text }: Pick<Migration, "text">): number {
  return Number(/^-- contracts: (\d{4})\b/m.exec(text)?.[1] ?? 0);
}

/**
 * Whether its statements run one by one, each in its own transaction, as `create index concurrently` must:
 * `-- without a transaction`. Each must be safe to repeat, and ends at the end of a line.
 */
export function isWithoutTransaction({ text }: Pick<Migration, "text">): boolean {
  return /^-- without a transaction\b/m.test(text);
}

/** The statements of a migration without a transaction. */
export function statementsOf({ text }: Pick<Migration, "text">): string[] {
  return text
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement.replaceAll(/^--.*$/gm, "").trim() !== "");
}
