import { ApiError, errorOf } from "./problem.ts";

/** Asks the service whether a token is an operator's. Throws an `ApiError` of status 401 where not. */
export async function checkToken(token: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch("/manage/v1/projects?limit=1", {
      headers: { authorization: `Bearer ${token}` },
      cache: "no-store",
    });
  } catch {
    throw new ApiError(0, null, null);
  }
  if (response.ok) return;
  const problem = await response.json().catch(() => null);
  throw errorOf(response, problem);
}
