import { buildCommand, buildRouteMap } from "@stricli/core";
import { call } from "../api/call.ts";
import { type ConnectionFlags, connectionOf } from "../api/connection.ts";
import { collect } from "../api/pages.ts";
import { CliError } from "../cli-error.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { print } from "../output/print.ts";
import { tableOr } from "../output/table.ts";
import { readProfiles, writeProfiles } from "../profiles/store.ts";
import { connectionFlags, jsonFlag, limitFlag, oneArgument } from "./flags.ts";

const list = buildCommand<
  Pick<ConnectionFlags, "profile"> & { json: boolean; limit: number },
  [],
  CliContext
>({
  docs: { brief: "List projects" },
  parameters: { flags: { profile: connectionFlags.profile, ...limitFlag, ...jsonFlag } },
  async func(flags) {
    const connection = connectionOf(this, flags);
    const projects = await collect(flags.limit, (query) => call(connection, "listProjects", { query }));
    print(this, flags, projects, () =>
      tableOr(
        "There are no projects.",
        ["", "ID", "NAME", "MODE", "STATUS"],
        projects.map(({ id, name, mode, status }) => [
          id === connection.projectId ? "*" : "",
          id,
          name,
          mode,
          status,
        ]),
      ),
    );
  },
});

const use = buildCommand<Pick<ConnectionFlags, "profile">, [string], CliContext>({
  docs: { brief: "Choose the project that commands are about" },
  parameters: { flags: { profile: connectionFlags.profile }, positional: oneArgument("id", "The project") },
  async func(flags, id) {
    const { environment } = this;
    const project = await call(connectionOf(this, flags), "getProject", { path: { id } });
    const stored = readProfiles(environment.configFolder);
    const name = flags.profile ?? environment.profile ?? stored.current;
    const profile = name === null ? undefined : stored.profiles[name];
    if (name === null || profile === undefined)
      throw new CliError(
        "No profile could keep it.",
        "countersign login, or set COUNTERSIGN_PROJECT",
        exitCodes.usage,
      );
    const profiles = { ...stored.profiles, [name]: { ...profile, projectId: project.id } };
    writeProfiles(environment.configFolder, { ...stored, profiles });
    this.process.stdout.write(
      `Profile ${name} is about project ${project.id} (${project.name}, ${project.mode}).\n`,
    );
  },
});

export const projectCommands = buildRouteMap({ docs: { brief: "Projects" }, routes: { list, use } });
