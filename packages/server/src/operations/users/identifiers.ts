import type { ProjectId, UserFields } from "@countersign/wire";
import { type Db, isUniqueViolation } from "../../db/index.ts";
import type { Keyring } from "../../sealing/index.ts";
import { type Refused, refused } from "../outcome.ts";

/** The identifiers that are unique among a project's users, as keyed hashes. */
export interface IdentifierIndexes {
  phoneIndex: Buffer | null;
  emailIndex: Buffer | null;
  cardIndex: Buffer | null;
}

const constraints = {
  phone: "operation_users_phone",
  email: "operation_users_email",
  cardNumber: "operation_users_card",
} as const;
const columns = { phone: "phoneIndex", email: "emailIndex", cardNumber: "cardIndex" } as const;
const fields = ["phone", "email", "cardNumber"] as const;

export async function identifierIndexes(
  keyring: Pick<Keyring, "blindIndex">,
  db: Db,
  projectId: ProjectId,
  user: Pick<UserFields, (typeof fields)[number]>,
): Promise<IdentifierIndexes> {
  const index = (label: string, value: string | null) =>
    value === null ? null : keyring.blindIndex(db, projectId, `operation-user-${label}`, value);
  const [phoneIndex, emailIndex, cardIndex] = await Promise.all([
    index("phone", user.phone),
    index("email", user.email?.toLowerCase() ?? null),
    index("card", user.cardNumber),
  ]);
  return { phoneIndex, emailIndex, cardIndex };
}

/** The refusal if another user of the project already has one of these identifiers. */
export async function takenIdentifier(
  db: Db,
  projectId: ProjectId,
  indexes: IdentifierIndexes,
  except: string | null,
): Promise<Refused | null> {
  for (const field of fields) {
    const index = indexes[columns[field]];
    if (index === null) continue;
    const other = await db
      .selectFrom("operationUsers")
      .select("id")
      .where("projectId", "=", projectId)
      .where(columns[field], "=", index)
      .executeTakeFirst();
    if (other !== undefined && other.id !== except) return identifierTaken(field);
  }
  return null;
}

/** The same refusal from the database's unique violation; null for any other error. */
export function takenIdentifierOf(error: unknown): Refused | null {
  const field = fields.find((each) => isUniqueViolation(error, constraints[each]));
  return field === undefined ? null : identifierTaken(field);
}

function identifierTaken(field: string): Refused {
  return refused("identifier_taken", { field });
}
