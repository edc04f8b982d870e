/** How one service is called: its address, a token, and the project that commands are about. */
export interface Profile {
  /** Without a slash at the end. */
  url: string;
  token: string;
  projectId: string | null;
}

/** What the configuration file holds. */
export interface Profiles {
  /** The profile that is used where none is named. */
  current: string | null;
  profiles: Readonly<Record<string, Profile>>;
}

export const noProfiles: Profiles = { current: null, profiles: {} };

/** The same with one profile added or replaced, which becomes the current one. */
export function withProfile({ profiles }: Profiles, name: string, profile: Profile): Profiles {
  return { current: name, profiles: { ...profiles, [name]: profile } };
}

/** The same without one profile. */
export function withoutProfile({ current, profiles }: Profiles, name: string): Profiles {
  const { [name]: _, ...rest } = profiles;
  return { current: current === name ? (Object.keys(rest)[0] ?? null) : current, profiles: rest };
}
