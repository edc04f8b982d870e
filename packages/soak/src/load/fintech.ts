import type { LoadContext } from "./context.ts";
import { somebody } from "./marker.ts";

/** A complete PDF file with one empty page, another one for each mark. */
function pdf(mark: string): Buffer {
  const objects = [
    "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
    "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
    "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\n",
  ];
  const body = `%PDF-1.4\n%${mark}\n${objects.join("")}`;
  const entries = objects.map((object) => `${String(body.indexOf(object)).padStart(10, "0")} 00000 n \n`);
  const table = `xref\n0 4\n0000000000 65535 f \n${entries.join("")}`;
  return Buffer.from(`${body}${table}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`);
}

/** A user with a document by the Treezor calls; every second one is erased. The document is a promise of its event. */
export async function keepUser({ client, world, ledger, random, query }: LoadContext): Promise<void> {
  const headers = { authorization: `Bearer ${world.fintech.apiKey}` };
  const name = somebody();
  const created = await client.send({
    method: "POST",
    path: "/v1/users",
    headers,
    body: { email: `${name}@example.com`, firstname: name, userTag: name },
  });
  const userId = created.body?.users?.[0]?.userId;
  if (userId === undefined) return;
  const added = await client.send({
    method: "POST",
    path: "/v1/documents",
    headers,
    body: {
      userId: String(userId),
      documentTypeId: 9,
      name: "card.pdf",
      fileContentBase64: pdf(name).toString("base64"),
    },
  });
  const documentId = added.body?.documents?.[0]?.documentId;
  const key = `/w/fintech ${documentId} document.create`;
  if (documentId !== undefined) ledger.promised.add(key);
  if (random.chance(0.5)) return;
  const bytes = await query<{ found: Buffer }>(
    `select wrapped_key as found from subject_keys k join users u on u.subject_id = k.subject_id where u.id::text = $1
      union select email_index from users where id::text = $1`,
    [String(userId)],
  ).catch(() => []);
  // Its pending deliveries are cancelled.
  ledger.released.add(key);
  await client.manage(`/users/${userId}/redact`, {});
  ledger.erased.set(`user ${userId}`, { bytes: bytes.flatMap(({ found }) => found ?? []) });
}
