import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import path from "node:path";
import type { ProgramName } from "../../scripts/programs.ts";
import type { Case } from "./cases.ts";

const snippets = path.resolve(import.meta.dirname, "../../docs/snippets");
const checks = import.meta.dirname;

interface Language {
  /** Programs with Debian packages. */
  needs: readonly ProgramName[];
  /**
   * Commands to run in an empty directory, the last of which reads the cases; each program by its
   * path.
   */
  commands: (programs: Record<string, string>, directory: string) => string[][];
}

/** How each language's snippet is run. */
export const languages: Readonly<Record<string, Language>> = {
  TypeScript: { needs: [], commands: () => [[process.execPath, path.join(checks, "check.ts")]] },
  Python: {
    needs: ["python3"],
    commands: ({ python3 = "" }) => [[python3, "-B", path.join(checks, "check.py"), snippets]],
  },
  PHP: { needs: ["php"], commands: ({ php = "" }) => [[php, path.join(checks, "check.php"), snippets]] },
  Ruby: { needs: ["ruby"], commands: ({ ruby = "" }) => [[ruby, path.join(checks, "check.rb"), snippets]] },
  Go: {
    needs: ["go"],
    commands: ({ go = "" }, directory) => {
      copy(directory, "verify.go", "check.go");
      return [[go, "build", "-o", "check", "verify.go", "check.go"], [path.join(directory, "check")]];
    },
  },
  Java: {
    needs: ["javac", "java"],
    commands: ({ javac = "", java = "" }, directory) => {
      copy(directory, "Verify.java", "Check.java");
      return [
        [javac, "-encoding", "utf8", "Verify.java", "Check.java"],
        [java, "Check"],
      ];
    },
  },
  "C#": {
    needs: ["mcs", "mono"],
    commands: ({ mcs = "", mono = "" }, directory) => {
      copy(directory, "Verify.cs", "Check.cs");
      return [
        [mcs, "-out:check.exe", "Verify.cs", "Check.cs"],
        [mono, "check.exe"],
      ];
    },
  },
};

/** The names of the cases that the snippet judges wrongly. */
export function misjudged(
  name: string,
  programs: Record<string, string>,
  directory: string,
  all: readonly Case[],
): string[] {
  const commands = languages[name]?.commands(programs, directory) ?? [];
  const input = `${all.map(({ line }) => line).join("\n")}\n`;
  let printed = "";
  for (const [at, [program = "", ...args]] of commands.entries()) {
    const env = { HOME: directory, GOCACHE: directory, LANG: "C.UTF-8" };
    const asked = at === commands.length - 1 ? { input } : {};
    printed = execFileSync(program, args, { cwd: directory, env, encoding: "utf8", ...asked });
  }
  const answers = printed.trimEnd().split("\n");
  return all.filter(({ holds }, at) => answers[at] !== String(holds)).map((each) => each.name);
}

function copy(directory: string, snippet: string, check: string): void {
  cpSync(path.join(snippets, snippet), path.join(directory, snippet));
  cpSync(path.join(checks, check), path.join(directory, check));
}
