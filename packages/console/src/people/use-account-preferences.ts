import type { AccountView } from "@countersign/wire";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "../api/call.ts";
import { setPreferences } from "../preferences/preferences.ts";
import { accountKey, isNobodys, useAccount } from "./use-account.ts";

/** What the service keeps for a person, and every browser of theirs follows. */
type Kept = Pick<AccountView["preferences"], "language" | "theme" | "density" | "keys">;

/** Has this browser follow what the person who is signed in chose, here or elsewhere. */
export function useFollowAccount(): void {
  const kept = useAccount().data?.preferences;
  useEffect(() => {
    if (kept !== undefined) setPreferences(withoutUndefined(kept));
  }, [kept]);
}

/** Changes preferences at once, and for the person's other browsers. */
export function useChangePreferences(): (change: Kept) => void {
  const account = useAccount().data;
  const cache = useQueryClient();
  return (change) => {
    setPreferences(withoutUndefined(change));
    if (account === undefined || isNobodys(account)) return;
    const preferences = { ...account.preferences, ...change };
    cache.setQueryData(accountKey, { ...account, preferences });
    // If it can't be kept, it holds in this browser until it is chosen again.
    void call("PATCH", "/me", { body: { preferences: change } }).catch(() => undefined);
  };
}

function withoutUndefined({ language, theme, density, keys }: Kept) {
  return {
    ...(language !== undefined && { language }),
    ...(theme !== undefined && { theme }),
    ...(density !== undefined && { density }),
    ...(keys !== undefined && { keys }),
  };
}
