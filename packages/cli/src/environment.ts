import { homedir } from "node:os";
import path from "node:path";
import type { Environment } from "./context.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/** What the environment variables say. The folders are those of the XDG base directory specification. */
export function environmentOf(variables: Variables): Environment {
  const folder = (name: string, standard: string) => {
    const given = variables[name];
    // The specification has relative paths ignored.
    const base = given && path.isAbsolute(given) ? given : path.join(homedir(), standard);
    return path.join(base, "countersign");
  };
  return {
    configFolder: folder("XDG_CONFIG_HOME", ".config"),
    stateFolder: folder("XDG_STATE_HOME", ".local/state"),
    url: variables.COUNTERSIGN_URL || null,
    token: variables.COUNTERSIGN_TOKEN || null,
    projectId: variables.COUNTERSIGN_PROJECT || null,
    profile: variables.COUNTERSIGN_PROFILE || null,
    projectSecret: variables.COUNTERSIGN_PROJECT_SECRET || null,
    webhookSecret: variables.COUNTERSIGN_WEBHOOK_SECRET || null,
  };
}
