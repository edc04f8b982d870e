/** Long and unusual enough for the service's rules. */
export const fuzzPassword = "plum-kettle-orbit-7";

/** Without it, the service rejects changes that are authenticated by the console's cookie. */
export const consoleHeaders = { "x-countersign-console": "1" } as const;

/**
 * Accepts an invitation as a person does in a browser, and returns the headers of the browser that
 * is signed in then.
 *
 * @param url the service's address.
 * @param invitation the link from the invitation, with its secret in the fragment.
 */
export async function acceptInvitation(url: string, invitation: string): Promise<Record<string, string>> {
  const link = invitation.split("#")[1];
  const response = await fetch(`${url}/manage/v1/links/accept`, {
    method: "POST",
    headers: { ...consoleHeaders, "content-type": "application/json" },
    body: JSON.stringify({ link, password: fuzzPassword }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0];
  if (!response.ok || cookie === undefined)
    throw new Error(`accepting an invitation returned ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
  return { ...consoleHeaders, cookie };
}
