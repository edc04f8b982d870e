import { readFile, stat } from "node:fs/promises";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Of temporary credentials. */
  sessionToken?: string | undefined;
}

/** The credentials that are valid now. Throws an error that names the file and what is wrong with it. */
export type ReadCredentials = () => Promise<Credentials>;

/**
 * Credentials from a file in the form of AWS's own, `~/.aws/credentials`: its profile `default`, or lines
 * without a profile. Read again when the file has changed, so that they can be rotated while the service
 * runs.
 */
export function credentialsFile(file: string): ReadCredentials {
  let known: { at: number; credentials: Credentials } | null = null;
  return async () => {
    const at = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    if (at === null) throw new Error(`${file} can't be read`);
    if (known?.at !== at) known = { at, credentials: parseCredentials(await readFile(file, "utf8"), file) };
    return known.credentials;
  };
}

/** @param file its name, for the error. */
export function parseCredentials(text: string, file: string): Credentials {
  const values = new Map<string, string>();
  let profile = "default";
  for (const line of text.split(/\r?\n/)) {
    profile = /^\s*\[(.*)\]\s*$/.exec(line)?.[1]?.trim() ?? profile;
    const [, name = "", value = ""] = /^\s*([a-z_]+)\s*=\s*(\S+)\s*$/.exec(line) ?? [];
    if (profile === "default" && name !== "") values.set(name, value);
  }
  const accessKeyId = values.get("aws_access_key_id");
  const secretAccessKey = values.get("aws_secret_access_key");
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error(`${file} must have lines "aws_access_key_id = …" and "aws_secret_access_key = …"`);
  }
  return { accessKeyId, secretAccessKey, sessionToken: values.get("aws_session_token") };
}
