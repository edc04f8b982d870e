import type { Db, Tx } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { macOf } from "./secrets.ts";

/** What a person does next, for which the service remembers something for some minutes. */
export type StepKind =
  | "second-factor"
  | "passkey-sign-in"
  | "passkey-new"
  | "totp-new"
  | "provider"
  | "device"
  | "device-code";

/** How long a step may take. */
const lifetimeMs = 10 * 60_000;
const maxAttempts = 5;

type Deps = Pick<SignInDeps, "clock" | "keyring">;

export interface Step {
  operatorId: string | null;
  data: string | null;
}

/** Remembers a step under a secret that the caller gives back; returns until when. */
export async function beginStep(
  deps: Deps,
  db: Db,
  secret: string,
  { kind, operatorId = null, data = null }: { kind: StepKind } & Partial<Step>,
): Promise<Date> {
  const mac = macOf(deps, "step", secret);
  const expiresAt = new Date(deps.clock() + lifetimeMs);
  await db
    .insertInto("signInSteps")
    .values({
      mac,
      kind,
      operatorId,
      dataSealed: data === null ? null : deps.keyring.system.seal(data, contextOf(mac)),
      expiresAt,
    })
    .execute();
  return expiresAt;
}

/** The step of this secret, which goes on; null if there is none or its time is over. */
export async function findStep(deps: Deps, db: Db, kind: StepKind, secret: string): Promise<Step | null> {
  const row = await db
    .selectFrom("signInSteps")
    .selectAll()
    .where("mac", "=", macOf(deps, "step", secret))
    .where("kind", "=", kind)
    .where("expiresAt", ">", new Date(deps.clock()))
    .executeTakeFirst();
  return row === undefined ? null : stepOf(deps, row);
}

/** Makes a step that belongs to nobody a person's; false if there is none. */
export async function giveStep(
  deps: Deps,
  tx: Tx,
  kind: StepKind,
  secret: string,
  operatorId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("signInSteps")
    .set({ operatorId })
    .where("mac", "=", macOf(deps, "step", secret))
    .where("kind", "=", kind)
    .where("operatorId", "is", null)
    .where("expiresAt", ">", new Date(deps.clock()))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How many steps of a kind are open. */
export async function countSteps(deps: Pick<Deps, "clock">, db: Db, kind: StepKind): Promise<number> {
  const { open } = await db
    .selectFrom("signInSteps")
    .select((eb) => eb.fn.countAll<string>().as("open"))
    .where("kind", "=", kind)
    .where("expiresAt", ">", new Date(deps.clock()))
    .executeTakeFirstOrThrow();
  return Number(open);
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
