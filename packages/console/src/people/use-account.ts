import type { AccountView } from "@countersign/wire";
import { useQuery } from "@tanstack/react-query";
import { get } from "../api/call.ts";

export const accountKey = ["me"] as const;

/** Who is signed in. */
export function useAccount() {
  return useQuery({
    queryKey: accountKey,
    queryFn: ({ signal }) => get<AccountView>("/me", {}, signal),
    staleTime: 60_000,
  });
}

/** Whether it is COUNTERSIGN_OPERATOR_TOKEN, which has no account to change. */
export function isNobodys({ id }: Pick<AccountView, "id">): boolean {
  return id === "bootstrap";
}
