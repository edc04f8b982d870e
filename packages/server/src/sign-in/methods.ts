import type { Db } from "../db/index.ts";

/** How somebody can sign in; `totp` in addition to the password. */
export type Method = "password" | "totp" | "passkey" | "provider";

/** How these people can sign in; those who can't yet are omitted. */
export async function signInMethodsOf(
  db: Db,
  operatorIds: readonly string[],
): Promise<Map<string, Method[]>> {
  if (operatorIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("operators")
    .select(["id", "passwordHash", "totpSealed", "providerSubject"])
    .where("id", "in", [...operatorIds])
    .execute();
  const withPasskeys = await db
    .selectFrom("operatorPasskeys")
    .select("operatorId")
    .distinct()
    .where("operatorId", "in", [...operatorIds])
    .execute();
  const keyHolders = new Set(withPasskeys.map(({ operatorId }) => operatorId));
  return new Map(
    rows.map(({ id, passwordHash, totpSealed, providerSubject }) => {
      const methods: Method[] = [];
      if (passwordHash !== null) methods.push("password");
      if (totpSealed !== null) methods.push("totp");
      if (keyHolders.has(id)) methods.push("passkey");
      if (providerSubject !== null) methods.push("provider");
      return [id, methods];
    }),
  );
}
