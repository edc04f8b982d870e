/** Static webhook addresses: where the data hooks of seed 000 go. */
export const webhookKeys = [
  "PERSON_WEBHOOK_URL",
  "REGISTRATION_WEBHOOK_URL",
  "PHOTO_WEBHOOK_URL",
  "FOREIGN_WEBHOOK_URL",
] as const;

/** Static redirects: where an applicant's browser goes at the end of a session. */
export const redirectKeys = ["SUCCESS_REDIRECT_URL", "ERROR_REDIRECT_URL"] as const;

export const configKeys = [...webhookKeys, ...redirectKeys] as const;

export type ConfigKey = (typeof configKeys)[number];

/** A project's static addresses, all six keys; null where none is set. */
export type ProjectConfig = Record<ConfigKey, string | null>;
