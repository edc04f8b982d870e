import { residents } from "./bank.ts";
import type { LoadContext } from "./context.ts";
import { somebody } from "./marker.ts";
import { openReview, pageOf } from "./page.ts";

const picture = Buffer.from(residents.find((one) => one.photo !== null)?.photo ?? "", "base64");

/** A document session by the Love&Pay calls, with the applicant's page and a reviewer's decision: a promise of its event. */
export async function verify({ client, world, ledger, random }: LoadContext): Promise<void> {
  const { shop } = world;
  const created = await client.send({
    method: "POST",
    path: "/api/v2/kyc/sessions",
    headers: { "x-api-key": shop.apiKey },
    body: { metadata: { userId: somebody() } },
  });
  const { id, verificationUrl } = created.body ?? {};
  if (typeof verificationUrl !== "string") return;
  const page = pageOf(client, verificationUrl);
  await page.say("consent");
  await page.say("document-type", { documentType: "passport" });
  for (const kind of ["document_front", "selfie"]) await page.show(kind, picture);
  const review = await openReview(client, String(id).replace(/^kyc_/, ""));
  if (review === null) return;
  const approved = random.chance(0.7);
  const identity = {
    firstName: somebody(),
    lastName: "Образцов",
    birthDate: "1990-05-15",
    nationality: "RU",
    documentType: "passport",
    documentNumber: "1234 5678",
  };
  const decision = approved
    ? { decision: "approved", identity }
    : { decision: "refused", reasons: ["suspected_fraud"] };
  await client.manage(`/reviews/${review}/decision`, decision);
  ledger.promised.add(`/w/shop ${id} ${approved ? "kyc.completed" : "kyc.failed"}`);
}
