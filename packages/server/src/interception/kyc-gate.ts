import { type BeforeEventType, isObject, type JsonValue } from "@countersign/wire";
import type { Payload } from "./contract.ts";
import type { InterceptionDeps } from "./deps.ts";
import { broken, type Outcome } from "./outcome.ts";
import type { Run } from "./run.ts";

const levelNames = ["none", "light", "regular", "strong"];
/** Level 4 says that the user was refused: it is above none. */
const highest = 3;
const usualDenial = 422;

/** The built-in hook: denies until the user's KYC level suffices. */
export async function askKycGate(
  deps: Pick<InterceptionDeps, "kycLevelOf">,
  run: Run,
  payload: Payload,
  needed: number,
): Promise<Outcome> {
  const { event, projectId } = run.request;
  const field = userFields[event];
  const userId = run.request.userId ?? userOf(field, payload);
  let level = 0;
  try {
    if (userId !== null) level = await deps.kycLevelOf(projectId, userId);
  } catch {
    return broken("internal", "The user's KYC level can't be read now.");
  }
  if (level >= needed && level <= highest)
    return { kind: "allowed", status: null, payload, changes: [], warnings: [], detail: null };
  return {
    kind: "denied",
    status: null,
    answer: usualDenial,
    error: {
      code: "kyc_level_insufficient",
      message: `The user's KYC level must be ${needed} (${levelNames[needed] ?? "?"}) at least.`,
      ...(field !== undefined && { field }),
    },
  };
}

/** Where a payload names the user. */
const userFields: Partial<Record<BeforeEventType, string>> = {
  before_order_add: "order.userId",
  before_user_update: "id",
};

/** Whom the payload of a before-event names; null for nobody. */
export function userNamedIn(event: BeforeEventType, payload: Payload): string | null {
  return userOf(userFields[event], payload);
}

function userOf(field: string | undefined, payload: Payload): string | null {
  if (field === undefined) return null;
  const value = field.split(".").reduce<JsonValue | undefined>((inner, name) => {
    return isObject(inner) ? inner[name] : undefined;
  }, payload);
  return typeof value === "string" ? value : null;
}
