import { readFileSync } from "node:fs";
import { verifyAbleId, verifyLoveAndPay, verifyStandard, verifyTreezor } from "../../docs/snippets/verify.ts";

for (const line of readFileSync(0, "utf8").trimEnd().split("\n")) {
  const [format, secret = "", a = "", b = "", c = "", now = "", encoded = ""] = line.split("\t");
  const body = Buffer.from(encoded, "base64");
  const holds =
    format === "standard"
      ? verifyStandard(secret.split(" "), { id: a, timestamp: b, signature: c }, body, Number(now))
      : format === "love-and-pay"
        ? verifyLoveAndPay(secret, a, body)
        : format === "treezor"
          ? verifyTreezor(secret, body)
          : verifyAbleId(a, secret, b, c);
  process.stdout.write(`${holds}\n`);
}
