import { createHmac, timingSafeEqual } from "node:crypto";
import path from "node:path";
import { createApp, type Request } from "./app.ts";
import { outbox } from "./outbox.ts";
import { openDatabase } from "./users.ts";

/**
 * A receiver as an integrator of Love&Pay would write it: the example of Love&Pay's documentation for its KYC events, with
 * a database and an outbox. It knows nothing about Countersign.
 *
 * Usage: node main.ts <directory> <secret> [port]. Prints its address once it listens.
 */
const [directory = ".", secret = "", port = "0"] = process.argv.slice(2);
const db = openDatabase(path.join(directory, "shop.sqlite"));
const sendEmail = outbox(path.join(directory, "outbox.ndjson"));
const log = (line: string) => process.stdout.write(`${line}\n`);

const app = createApp();

app.post("/webhooks/loveandpay", (req, res) => {
  if (!isGenuine(req)) return res.status(401).json({ error: "wrong signature" });

  const event = req.body;

  switch (event.type) {
    case "kyc.completed":
      handleKycCompleted(event.data.session);
      break;
    case "kyc.failed":
      handleKycFailed(event.data.session);
      break;
  }

  res.status(200).json({ received: true });
});

// biome-ignore lint/suspicious/noExplicitAny: as in the documentation's example
async function handleKycCompleted(session: any) {
  const userId = session.metadata.userId;

  await db.users.update({
    where: { id: userId },
    data: {
      kycStatus: "verified",
      kycLevel: session.level,
      kycVerifiedAt: session.completedAt,
      firstName: session.verifiedData.firstName,
      lastName: session.verifiedData.lastName,
      dateOfBirth: session.verifiedData.dateOfBirth,
    },
  });

  await sendEmail(session.metadata.email, "kyc-success", {
    firstName: session.verifiedData.firstName,
  });

  log(`KYC пройден для пользователя ${userId}`);
}

// biome-ignore lint/suspicious/noExplicitAny: as in the documentation's example
async function handleKycFailed(session: any) {
  const userId = session.metadata.userId;

  await db.users.update({
    where: { id: userId },
    data: {
      kycStatus: "failed",
      kycFailureReason: session.failureReason,
    },
  });

  await sendEmail(session.metadata.email, "kyc-failed", {
    reason: session.failureDetails,
  });

  log(`KYC не пройден для пользователя ${userId}: ${session.failureReason}`);
}

/** `x-webhook-signature` is `sha256=` and the hex HMAC-SHA256 of the raw body, under the secret as text. */
function isGenuine({ headers, rawBody }: Request): boolean {
  const given = Buffer.from(String(headers["x-webhook-signature"] ?? ""));
  const own = Buffer.from(`sha256=${createHmac("sha256", secret).update(rawBody).digest("hex")}`);
  return given.length === own.length && timingSafeEqual(given, own);
}

// Handlers continue after the response; an event without a user of this shop must not end the process.
process.on("unhandledRejection", (error) => log(`handler failed: ${error}`));

const { url, server } = await app.listen(Number(port));
process.once("SIGTERM", () => server.close());
log(`listening on ${url}/webhooks/loveandpay`);
