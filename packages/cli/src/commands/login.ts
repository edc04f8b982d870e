import { buildCommand } from "@stricli/core";
import { call } from "../api/call.ts";
import { type Connection, withoutSlash } from "../api/connection.ts";
import { tokenByConsole } from "../api/device-token.ts";
import { collect } from "../api/pages.ts";
import { CliError } from "../cli-error.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { readText } from "../input.ts";
import { openAddress } from "../open-address.ts";
import { withProfile } from "../profiles/profile.ts";
import { configFile, readProfiles, writeProfiles } from "../profiles/store.ts";
import { serviceUrl } from "./flags.ts";

interface Flags {
  url?: string | undefined;
  profile?: string | undefined;
  project?: string | undefined;
  withToken: boolean;
}

export const loginCommand = buildCommand<Flags, [], CliContext>({
  docs: {
    brief: "Sign in, and keep the token in a profile",
    fullDescription:
      "Shows a code, which you confirm in the console; the token that it gets ends after 90 days. With --with-token one is read from standard input: a person's (cso_…) or a project's API key (csk_…).",
  },
  parameters: {
    flags: {
      url: { kind: "parsed", parse: serviceUrl, brief: "The service's address", optional: true },
      profile: {
        kind: "parsed",
        parse: String,
        brief: "The profile's name; default: default",
        optional: true,
      },
      project: {
        kind: "parsed",
        parse: String,
        brief: "The project that commands are about",
        optional: true,
      },
      withToken: {
        kind: "boolean",
        brief: "Read a token from standard input",
        default: false,
        withNegated: false,
      },
    },
  },
  async func(flags) {
    const { environment } = this;
    const stored = readProfiles(environment.configFolder);
    const name = flags.profile ?? environment.profile ?? "default";
    const url = flags.url ?? environment.url ?? stored.profiles[name]?.url;
    if (url === undefined)
      throw new CliError("Which service?", "countersign login --url https://…", exitCodes.usage);
    const nobody: Connection = {
      url: withoutSlash(url),
      token: null,
      projectId: null,
      fetch: this.fetch,
      signal: this.signal,
    };
    const token = flags.withToken
      ? await tokenOf(this)
      : await tokenByConsole(nobody, (asked) => show(this, asked));
    const connection = { ...nobody, token };
    const projectId = await chosenProject(connection, flags.project ?? environment.projectId);
    writeProfiles(
      environment.configFolder,
      withProfile(stored, name, { url: connection.url, token, projectId }),
    );
    const project =
      projectId === null ? "no project yet: countersign projects use <id>" : `project ${projectId}`;
    this.process.stdout.write(`Signed in to ${connection.url} as profile ${name}, ${project}.\n`);
    this.process.stdout.write(`Kept in ${configFile(environment.configFolder)}.\n`);
  },
});

async function tokenOf({ stdin }: CliContext): Promise<string> {
  const token = (await readText(stdin)).trim();
  if (/^\S{8,200}$/.test(token)) return token;
  const next = 'printf %s "$TOKEN" | countersign login --with-token';
  throw new CliError("Standard input has no token.", next, exitCodes.usage);
}

function show(
  { process }: CliContext,
  { userCode, verificationUrl }: { userCode: string; verificationUrl: string },
): void {
  process.stdout.write(`Open ${verificationUrl} and enter the code ${userCode}\n`);
  if (process.stdout.isTTY) openAddress(`${verificationUrl}#${userCode}`);
}

/** The project that was named, or the only one that the token reaches; proves the token either way. */
async function chosenProject(connection: Connection, named: string | null): Promise<string | null> {
  if (named !== null) return (await call(connection, "getProject", { path: { id: named } })).id;
  const projects = await collect(2, (query) => call(connection, "listProjects", { query }));
  return projects.length === 1 ? (projects[0]?.id ?? null) : null;
}
