import type { Db, Tx } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { macOf } from "./secrets.ts";

/** What a person does next, for which the service remembers something for some minutes. */
export type StepKind = "second-factor" | "passkey-sign-in" | "passkey-new" | "totp-new" | "provider";

/** How long a step may take. */
const lifetimeMs = 10 * 60_000;
const maxAttempts = 5;

type Deps = Pick<SignInDeps, "clock" | "keyring">;

export interface Step {
  operatorId: string | null;
  data: string | null;
}

/** Remembers a step under a secret that the caller gives back. */
export async function beginStep(
  deps: Deps,
  db: Db,
  secret: string,
  { kind, operatorId = null, data = null }: { kind: StepKind } & Partial<Step>,
): Promise<void> {
  const mac = macOf(deps, "step", secret);
  await db
    .insertInto("signInSteps")
    .values({
      mac,
      kind,
      operatorId,
      dataSealed: data === null ? null : deps.keyring.system.seal(data, contextOf(mac)),
      expiresAt: new Date(deps.clock() + lifetimeMs),
    })
    .execute();
}

/** The step of this secret, which is then over; null if there is none or its time is over. */
export async function takeStep(deps: Deps, db: Db, kind: StepKind, secret: string): Promise<Step | null> {
  const row = await db
    .deleteFrom("signInSteps")
    .where("mac", "=", macOf(deps, "step", secret))
    .where("kind", "=", kind)
    .where("expiresAt", ">", new Date(deps.clock()))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : stepOf(deps, row);
}

/** The step of this secret, one of five times that it can be tried; locked until the transaction ends. */
export async function tryStep(deps: Deps, tx: Tx, kind: StepKind, secret: string): Promise<Step | null> {
  const row = await tx
    .updateTable("signInSteps")
    .set((eb) => ({ attempts: eb("attempts", "+", 1) }))
    .where("mac", "=", macOf(deps, "step", secret))
    .where("kind", "=", kind)
    .where("attempts", "<", maxAttempts)
    .where("expiresAt", ">", new Date(deps.clock()))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : stepOf(deps, row);
}

function stepOf(
  { keyring }: Deps,
  { mac, operatorId, dataSealed }: { mac: Buffer; operatorId: string | null; dataSealed: Buffer | null },
): Step {
  const data =
    dataSealed === null ? null : keyring.system.unseal(dataSealed, contextOf(mac)).toString("utf8");
  return { operatorId, data };
}

function contextOf(mac: Buffer): string {
  return `sign-in-step:${mac.toString("hex")}`;
}
