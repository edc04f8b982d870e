import { type BeforeEventType, isObject, type JsonValue } from "@countersign/wire";
import type { Payload } from "./contract.ts";
import type { InterceptionDeps } from "./deps.ts";
import { broken, type Outcome } from "./outcome.ts";
import type { Run } from "./run.ts";

const levelNames = ["none", "light", "regular", "strong"];
/** Level 4 means refused: it does not exceed the others. */
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
    return broken("internal", "The user's KYC level could not be read.");
  }
  if (level >= needed && level <= highest)
    return { kind: "allowed", status: null, payload, changes: [], warnings: [], detail: null };
  return {
    kind: "denied",
    status: null,
    answer: usualDenial,
    error: {
      code: "kyc_level_insufficient",
      message: `The user's KYC level must be at least ${needed} (${levelNames[needed] ?? "?"}).`,
      ...(field !== undefined && { field }),
    },
  };
}

/** The payload's member that holds the user's id. */
const userFields: Partial<Record<BeforeEventType, string>> = {
  before_order_add: "order.userId",
  before_user_update: "id",
};

/** The user id in the payload of a before-event; null if there is none. */
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
