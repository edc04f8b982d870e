import type { Db, Tx } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { macOf } from "./secrets.ts";

const count = 10;
/** Without letters and digits that look alike. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const length = 12;

type Deps = Pick<SignInDeps, "clock" | "random" | "keyring">;

/** Replaces a person's recovery codes by ten new ones of 59 random bits, which only this returns. */
export async function replaceRecoveryCodes(deps: Deps, tx: Tx, operatorId: string): Promise<string[]> {
  await forgetRecoveryCodes(tx, operatorId);
  const codes = Array.from({ length: count }, () => newCode(deps));
  await tx
    .insertInto("operatorRecoveryCodes")
    .values(codes.map((code) => ({ operatorId, mac: codeMac(deps, operatorId, code) })))
    .execute();
  return codes;
}

export async function forgetRecoveryCodes(tx: Db, operatorId: string): Promise<void> {
  await tx.deleteFrom("operatorRecoveryCodes").where("operatorId", "=", operatorId).execute();
}

/** Whether it is an unused code of the person, which is then used. Dashes, spaces and case don't matter. */
export async function takeRecoveryCode(
  deps: Deps,
  tx: Db,
  operatorId: string,
  code: string,
): Promise<boolean> {
  const taken = await tx
    .updateTable("operatorRecoveryCodes")
    .set({ usedAt: new Date(deps.clock()) })
    .where("operatorId", "=", operatorId)
    .where("mac", "=", codeMac(deps, operatorId, code))
    .where("usedAt", "is", null)
    .returning("operatorId")
    .executeTakeFirst();
  return taken !== undefined;
}

/** How many codes the person has left. */
export async function countRecoveryCodes(db: Db, operatorId: string): Promise<number> {
  const { left } = await db
    .selectFrom("operatorRecoveryCodes")
    .select((eb) => eb.fn.countAll<number>().as("left"))
    .where("operatorId", "=", operatorId)
    .where("usedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(left);
}

function codeMac(deps: Deps, operatorId: string, code: string): Buffer {
  return macOf(deps, "recovery-code", `${operatorId} ${code.toLowerCase().replaceAll(/[\s-]/g, "")}`);
}

/** As people read it: three groups of four. */
function newCode({ random }: Deps): string {
  let code = "";
  while (code.length < length) {
    for (const byte of random(length)) {
      // The rest of the range would make some characters likelier.
      if (byte < 248 && code.length < length) code += alphabet.charAt(byte % alphabet.length);
    }
  }
  return (code.match(/.{4}/g) ?? []).join("-");
}
