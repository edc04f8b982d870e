import { readFileSync } from "node:fs";
import path from "node:path";

const directory = path.resolve(import.meta.dirname, "../../deploy/cluster");

/**
 * A file of `deploy/cluster`, which the guide shows as it is, with its variables replaced as
 * `envsubst` does it.
 *
 * @throws Error for a variable without a value.
 */
export function rendered(name: string, variables: Readonly<Record<string, string>>): string {
  return readFileSync(path.join(directory, name), "utf8").replace(
    /\$([A-Z_0-9]+)/g,
    (_, variable: string) => {
      const value = variables[variable];
      if (value === undefined) throw new Error(`deploy/cluster/${name} needs ${variable}`);
      return value;
    },
  );
}

/** The variables of a file with lines such as `NAME=value`. */
export function environmentIn(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}
