import type { WebhookConfigKey } from "@countersign/wire";

/** The five kinds of personal data that a session discloses: one per data call of able-id. */
export type DisclosureKind = "passport" | "person" | "registration" | "photo" | "foreign_person";

/** What distinguishes the kinds: the data's address, its event, and whose data it is. */
interface DisclosureKindFacts {
  readonly configKey: WebhookConfigKey;
  readonly eventType: `check.${DisclosureKind}`;
  /** Whose data it can be; `anyone`: residents and foreigners. */
  readonly about: "resident" | "foreign" | "anyone";
}

/** Facts of every kind, from able-id's table of static addresses. */
export const disclosureKinds: Readonly<Record<DisclosureKind, DisclosureKindFacts>> = {
  passport: { configKey: "PERSON_WEBHOOK_URL", eventType: "check.passport", about: "resident" },
  person: { configKey: "PERSON_WEBHOOK_URL", eventType: "check.person", about: "resident" },
  registration: { configKey: "REGISTRATION_WEBHOOK_URL", eventType: "check.registration", about: "resident" },
  photo: { configKey: "PHOTO_WEBHOOK_URL", eventType: "check.photo", about: "anyone" },
  foreign_person: { configKey: "FOREIGN_WEBHOOK_URL", eventType: "check.foreign_person", about: "foreign" },
};
