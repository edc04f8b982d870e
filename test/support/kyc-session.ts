import { expect } from "vitest";
import { caller } from "../../examples/demo/client.ts";
import { reviewOf } from "./document-session.ts";
import { ordinaryPeople, type TestService } from "./service.ts";

/** Makes the page's calls of a Love&Pay session until the end of the applicant's part. */
export async function goThroughKyc(verificationUrl: string): Promise<void> {
  const [somebody] = ordinaryPeople();
  const picture = Buffer.from(somebody.photo, "base64");
  const { origin, pathname, hash } = new URL(verificationUrl);
  const token = { "x-page-token": hash.slice(1) };
  const call = caller(origin + pathname, token);
  await call("/consent", {});
  await call("/document-type", { documentType: "passport" });
  for (const kind of ["document_front", "selfie"]) {
    const response = await fetch(`${origin}${pathname}/capture?kind=${kind}`, {
      method: "POST",
      headers: { ...token, "content-type": "image/png" },
      body: picture,
    });
    expect(response.status).toBe(200);
  }
}

/** Decides the review of a session, once its checks are done; its id with or without `kyc_`. */
export async function decideKyc(service: TestService, sessionId: string, decision: object): Promise<void> {
  const review = await reviewOf(service, { id: sessionId.replace(/^kyc_/, "") });
  await service.manage(`/reviews/${review.id}/decision`, decision);
}
