import type { Connection } from "./connection.ts";
import { failureOf, UnreachableError } from "./failure.ts";

/**
 * Takes a step of the applicant's page, with the token of the page's link. It goes to the connection's address: the
 * link's may be one that only applicants reach.
 *
 * @throws ServiceError, UnreachableError
 */
export async function pageCall(
  { url, fetch, signal }: Connection,
  session: { id: string; url: string },
  step: "consent" | "join",
): Promise<void> {
  const token = new URL(session.url).hash.slice(1);
  let response: Response;
  try {
    response = await fetch(`${url}/s/${encodeURIComponent(session.id)}/${step}`, {
      method: "POST",
      signal,
      redirect: "error",
      headers: { "x-page-token": token },
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new UnreachableError(url, error);
  }
  if (!response.ok) throw await failureOf(response);
  await response.body?.cancel();
}
