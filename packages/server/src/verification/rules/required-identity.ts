import { type Identity, keysOf, type SessionMethod } from "@countersign/wire";

type Field = keyof Identity;

const call = ["firstName", "lastName", "birthDate", "gender", "birthPlace"] as const satisfies Field[];

/**
 * The fields of the verified person that a session needs before it can be approved: those that its events contain.
 * Registries provide them, and liveness proves only that a person was present.
 */
export const requiredIdentity: Readonly<Record<SessionMethod, readonly Field[]>> = {
  identification: [],
  verification: [],
  document: ["firstName", "lastName", "birthDate", "nationality", "documentType", "documentNumber"],
  liveness: [],
  qes: call,
  "video-conference": call,
};

/** The required fields that are missing. */
export function missingIdentity(method: SessionMethod, identity: Identity | null): Field[] {
  return requiredIdentity[method].filter((field) => identity?.[field] === undefined);
}

/**
 * Whether the verified identity differs from the expected one in a field that both have. Case and surrounding
 * spaces are ignored: documents are printed in capitals.
 */
export function identityChanged(expected: Identity | undefined, verified: Identity | undefined): boolean {
  if (expected === undefined || verified === undefined) return false;
  return keysOf(expected).some((field) => {
    const [was, is] = [expected[field], verified[field]];
    return was !== undefined && is !== undefined && plain(was) !== plain(is);
  });
}

function plain(text: string): string {
  return text.trim().toLocaleUpperCase("en").normalize("NFC");
}
