import type { Identity, SessionMethod } from "@countersign/wire";

type Field = keyof Identity;

const call = ["firstName", "lastName", "birthDate", "gender", "birthPlace"] as const satisfies Field[];

/**
 * What must be known of the person, as verified, before a session can be approved: what the events of its family
 * tell of them. Registries know it already, and liveness proves nothing but that somebody was there.
 */
export const requiredIdentity: Readonly<Record<SessionMethod, readonly Field[]>> = {
  identification: [],
  verification: [],
  document: ["firstName", "lastName", "birthDate", "nationality", "documentType", "documentNumber"],
  liveness: [],
  qes: call,
  "video-conference": call,
};

/** The required fields that are not there. */
export function missingIdentity(method: SessionMethod, identity: Identity | null): Field[] {
  return requiredIdentity[method].filter((field) => identity?.[field] === undefined);
}

/**
 * Whether what was verified differs from what was expected, in a field that both have. Case and outer spaces
 * are no difference: documents are written in capitals.
 */
export function identityChanged(expected: Identity | undefined, verified: Identity | undefined): boolean {
  if (expected === undefined || verified === undefined) return false;
  return (Object.keys(expected) as Field[]).some((field) => {
    const [was, is] = [expected[field], verified[field]];
    return was !== undefined && is !== undefined && plain(was) !== plain(is);
  });
}

function plain(text: string): string {
  return text.trim().toLocaleUpperCase("en").normalize("NFC");
}
