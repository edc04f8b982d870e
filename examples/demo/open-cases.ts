import { type Answer, type Call, identify } from "./client.ts";

/** How the demo's other residents fare: their pictures wait for a person's decision, or one was refused. */
const courses = [null, null, "failure"] as const;

/**
 * Identifies further residents, so that the console has reviews to decide, and a session that failed.
 *
 * @param auth the project's id and secret.
 * @param residents with a picture each, as many as there are.
 */
export async function leaveOpenCases(
  check: Call,
  auth: { projectId: string; secret: string },
  residents: readonly Answer[],
): Promise<void> {
  for (const [at, outcome] of courses.entries()) {
    const resident = residents[at];
    if (resident === undefined) return;
    const { pinfl, birthDate } = resident.person;
    const transactionId = `demo-case-${at}-${Date.now()}`;
    const started = await check("/check/start/second", {
      ...auth,
      pinfl,
      birthDate,
      transactionId,
      hooks: [],
    });
    await identify(started.data.fullUrl, Buffer.from(resident.photo, "base64"), outcome);
  }
}
