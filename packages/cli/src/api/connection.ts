import { CliError } from "../cli-error.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { readProfiles } from "../profiles/store.ts";

/** A service, and who calls it. */
export interface Connection {
  url: string;
  /** Null while nobody is signed in. */
  token: string | null;
  projectId: string | null;
  fetch: typeof fetch;
  signal: AbortSignal;
}

/** The flags that each command has which calls the service. */
export interface ConnectionFlags {
  profile?: string | undefined;
  project?: string | undefined;
}

/**
 * The connection of a command: its flags before the environment before the profile.
 *
 * @throws CliError if nobody is signed in.
 */
export function connectionOf(
  { environment, fetch, signal }: Pick<CliContext, "environment" | "fetch" | "signal">,
  flags: ConnectionFlags,
): Connection {
  const { current, profiles } = readProfiles(environment.configFolder);
  const name = flags.profile ?? environment.profile ?? current;
  const profile = name === null ? undefined : profiles[name];
  const named = flags.profile ?? environment.profile;
  if (named !== null && profile === undefined)
    throw new CliError(
      `There is no profile ${named}.`,
      "List them: countersign profiles list",
      exitCodes.usage,
    );
  const url = environment.url ?? profile?.url;
  const token = environment.token ?? profile?.token;
  if (url === undefined || token === undefined)
    throw new CliError(
      "You are not signed in.",
      "countersign login --url https://…, or set COUNTERSIGN_URL and COUNTERSIGN_TOKEN",
      exitCodes.access,
    );
  const projectId = flags.project ?? environment.projectId ?? profile?.projectId ?? null;
  return { url: withoutSlash(url), token, projectId, fetch, signal };
}

/** The project that a command is about. */
export function projectOf({ projectId }: Connection): string {
  if (projectId !== null) return projectId;
  throw new CliError(
    "This command is about one project, and none is chosen.",
    "countersign projects use <id>, or add --project <id>",
    exitCodes.usage,
  );
}

export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
