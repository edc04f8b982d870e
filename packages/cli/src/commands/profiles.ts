import { buildCommand, buildRouteMap } from "@stricli/core";
import { CliError } from "../cli-error.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../output/print.ts";
import { tableOr } from "../output/table.ts";
import { type Profiles, withoutProfile } from "../profiles/profile.ts";
import { readProfiles, writeProfiles } from "../profiles/store.ts";
import { jsonFlag, oneArgument } from "./flags.ts";

const list = buildCommand<{ json: boolean }, [], CliContext>({
  docs: { brief: "List profiles" },
  parameters: { flags: jsonFlag },
  func(flags) {
    const { current, profiles } = readProfiles(this.environment.configFolder);
    // Tokens are never printed.
    const rows = Object.entries(profiles).map(([name, { url, projectId }]) => ({
      name,
      url,
      projectId,
      current: name === current,
    }));
    print(this, flags, rows, () =>
      tableOr(
        "There is no profile: countersign login --url https://…",
        ["", "NAME", "SERVICE", "PROJECT"],
        rows.map((row) => [row.current ? "*" : "", row.name, row.url, row.projectId ?? "-"]),
      ),
    );
  },
});

const use = buildCommand<Record<never, never>, [string], CliContext>({
  docs: { brief: "Make a profile the current one" },
  parameters: { positional: oneArgument("name", "The profile") },
  func(_, name) {
    const { configFolder } = this.environment;
    const stored = existing(readProfiles(configFolder), name);
    writeProfiles(configFolder, { ...stored, current: name });
    this.process.stdout.write(`Profile ${name} is the current one.\n`);
  },
});

const remove = buildCommand<Record<never, never>, [string], CliContext>({
  docs: {
    brief: "Remove a profile and its token from this machine",
    fullDescription: "The token stays valid: revoke it in the console, under your account.",
  },
  parameters: { positional: oneArgument("name", "The profile") },
  func(_, name) {
    const { configFolder } = this.environment;
    writeProfiles(configFolder, withoutProfile(existing(readProfiles(configFolder), name), name));
    this.process.stdout.write(`Profile ${name} is removed. Its token stays valid until it is revoked.\n`);
  },
});

export const profileCommands = buildRouteMap({
  docs: { brief: "Services and tokens on this machine" },
  routes: { list, use, remove },
});

function existing(stored: Profiles, name: string): Profiles {
  if (name in stored.profiles) return stored;
  throw new CliError(`There is no profile ${name}.`, "List them: countersign profiles list", exitCodes.usage);
}
