import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./problem.ts";

/** What a second try may help against: no answer, and a service that can't work just now. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status === 503);
}

/** One for the page: what was read stays for five seconds, and is read again when looked at later. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5000,
        networkMode: "always",
        retry: (failures, error) => failures < 2 && mayPass(error),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
