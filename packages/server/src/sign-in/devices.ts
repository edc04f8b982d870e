import { type Actor, audit, createToken, findOperator } from "../access/index.ts";
import { type Db, inTransaction } from "../db/index.ts";
import type { SignInDeps } from "./deps.ts";
import { newSecret } from "./secrets.ts";
import { beginStep, countSteps, findStep, giveStep, takeStep } from "./steps.ts";

/**
 * Signing in at a program without a browser, such as the command line, by a code that a person
 * confirms in the console (as in RFC 8628). Two steps belong together: one under the code that
 * people read, and one under the secret that the program keeps, which names the former.
 */
export interface DeviceRequest {
  /** What the program calls itself; the token's name. */
  name: string;
  /** Where it asked from; null: unknown. */
  address: string | null;
  askedAt: Date;
}

/** Letters that can't be taken for others, and don't form words. */
const letters = "BCDFGHJKLMNPQRSTVWXZ";
const codeLength = 8;
/** Requests that nobody has decided about. */
const maxOpen = 1000;
/** Tokens of programs end by themselves. */
const tokenMs = 90 * 24 * 60 * 60_000;

/** Begins a request; null if too many are open. */
export async function askForDevice(
  deps: SignInDeps,
  { name, address }: { name: string; address: string | null },
): Promise<{ deviceCode: string; userCode: string; expiresAt: Date } | null> {
  if ((await countSteps(deps, deps.db, "device-code")) >= maxOpen) return null;
  const userCode = newUserCode(deps.random);
  const deviceCode = newSecret(deps.random, "cst_");
  const data = JSON.stringify({ name, address, askedAt: new Date(deps.clock()).toISOString() });
  const expiresAt = await inTransaction(deps.db, async (tx) => {
    await beginStep(deps, tx, userCode, { kind: "device-code", data });
    return beginStep(deps, tx, deviceCode, { kind: "device", data: userCode });
  });
  return { deviceCode, userCode, expiresAt };
}

/** The request that waits under this code; null if there is none, or it is decided. */
export async function readDevice(deps: SignInDeps, db: Db, userCode: string): Promise<DeviceRequest | null> {
  const step = await findStep(deps, db, "device-code", asWritten(userCode));
  return step === null || step.operatorId !== null ? null : requestIn(step.data);
}

/** Lets the program have a token of this person; false if nothing waits under the code. Audited. */
export function approveDevice(deps: SignInDeps, userCode: string, actor: OperatorOf): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    if (!(await giveStep(deps, tx, "device-code", asWritten(userCode), actor.id))) return false;
    await audit(deps, tx, { actor, action: "operator.approve_device", target: actor.id });
    return true;
  });
}

/** Ends a request without a token; false if nothing waits under the code. Audited. */
export function refuseDevice(deps: SignInDeps, userCode: string, actor: OperatorOf): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    if ((await readDevice(deps, tx, userCode)) === null) return false;
    await takeStep(deps, tx, "device-code", asWritten(userCode));
    await audit(deps, tx, { actor, action: "operator.refuse_device", target: actor.id });
    return true;
  });
}

type OperatorOf = Extract<Actor, { kind: "operator" }>;

/** What the program that asked gets to know. `over`: its time ended, or somebody refused. */
export type DeviceAnswer =
  | { kind: "pending" }
  | { kind: "over" }
  | { kind: "approved"; token: string; expiresAt: Date };

/** Gives the program its token once a person approved: once, after which the request is deleted. */
export function collectDevice(deps: SignInDeps, deviceCode: string): Promise<DeviceAnswer> {
  return inTransaction(deps.db, async (tx) => {
    const userCode = (await findStep(deps, tx, "device", deviceCode))?.data ?? null;
    const step = userCode === null ? null : await findStep(deps, tx, "device-code", userCode);
    if (userCode === null || step === null) return { kind: "over" };
    if (step.operatorId === null) return { kind: "pending" };
    // Of two that collect at the same time, one finds it gone.
    if ((await takeStep(deps, tx, "device", deviceCode)) === null) return { kind: "over" };
    await takeStep(deps, tx, "device-code", userCode);
    const operator = await findOperator(tx, step.operatorId);
    if (operator?.active !== true) return { kind: "over" };
    const { id, name } = operator;
    const request = requestIn(step.data);
    const actor: Actor = {
      kind: "operator",
      id,
      name,
      ...(request.address !== null && { address: request.address }),
    };
    const expiresAt = new Date(deps.clock() + tokenMs);
    const made = await createToken(deps, tx, { operatorId: id }, { name: request.name, expiresAt }, actor);
    return { kind: "approved", token: made.token, expiresAt };
  });
}

/** As it is shown: two groups of four. */
export function shownCode(userCode: string): string {
  return `${userCode.slice(0, 4)}-${userCode.slice(4)}`;
}

function newUserCode(random: SignInDeps["random"]): string {
  let code = "";
  while (code.length < codeLength)
    // What would make some letters more frequent is dropped.
    for (const byte of random(16))
      if (byte < 240 && code.length < codeLength) code += letters[byte % letters.length] ?? "";
  return code;
}

/** However people write it. */
function asWritten(text: string): string {
  return text.toUpperCase().replace(/[^A-Z]/g, "");
}

function requestIn(data: string | null): DeviceRequest {
  const { name, address, askedAt } = JSON.parse(data ?? "{}");
  return { name, address, askedAt: new Date(askedAt) };
}
