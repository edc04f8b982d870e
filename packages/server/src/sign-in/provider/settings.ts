import type { ProjectRole, Role } from "@countersign/wire";

/** The OpenID Connect provider with which people sign in, as it is configured. */
export interface ProviderSettings {
  /** Its address, below which it is discovered. */
  issuer: string;
  clientId: string;
  /** Null: a public client, which PKCE alone protects. */
  clientSecret: string | null;
  /** What the button says. */
  name: string;
  scope: string;
  /** The claim that lists a person's groups. */
  groupsClaim: string;
  /** What groups may do; none: roles are given in the console, to people who were added by e-mail address. */
  roles: readonly GroupRole[];
}

/** What the people of a group may do: in every project, or in one. */
export type GroupRole =
  | { group: string; projectId: null; role: Role }
  | { group: string; projectId: string; role: ProjectRole };
