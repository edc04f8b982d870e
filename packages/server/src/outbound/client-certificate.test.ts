import https from "node:https";
import type { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { checkClientCertificate, clientCertificateFacts } from "./client-certificate.ts";
import { selfSignedCertificate } from "./testing/certificate.ts";
import { answered, listen, outbound, request } from "./testing/receivers.ts";

const pairOf = ({ cert, key }: { cert: string; key: string }) => ({ certificate: cert, key });

/** A receiver that accepts only clients with one of these certificates, and returns the certificate's subject. */
async function mutualReceiver(clients: string[]) {
  const own = selfSignedCertificate("hooks.example.com");
  let connections = 0;
  const server = https.createServer(
    { ...own, requestCert: true, rejectUnauthorized: true, ca: clients },
    (incoming, response) => {
      const subject: unknown = (incoming.socket as TLSSocket).getPeerCertificate().subject?.CN;
      response.end(`${subject}`);
    },
  );
  server.on("secureConnection", () => connections++);
  server.on("tlsClientError", () => {});
  const port = await listen(server);
  const client = outbound({ resolve: async () => ["127.0.0.1"], trustedCertificates: [own.cert] });
  return { client, url: `https://hooks.example.com:${port}/`, connections: () => connections };
}

describe("a client certificate", () => {
  test("is shown to a server that asks for one; without it the call fails", async () => {
    const pair = selfSignedCertificate("client-one");
    const { client, url } = await mutualReceiver([pair.cert]);
    const result = answered(await client.send(request(url, { clientCertificate: pairOf(pair) })));
    expect(result.body.toString()).toBe("client-one");
    const stranger = pairOf(selfSignedCertificate("stranger"));
    for (const clientCertificate of [undefined, stranger]) {
      const refused = await client.send(request(url, { clientCertificate }));
      // With TLS 1.3 the server judges after the client is done: its alert may be overtaken by the
      // connection's end.
      expect(refused).toMatchObject({ kind: "failed", reason: expect.stringMatching(/^(tls|reset)$/) });
    }
  });

  test("has connections of its own: no caller is mistaken for another", async () => {
    const [one, two] = [selfSignedCertificate("client-one"), selfSignedCertificate("client-two")];
    const { client, url, connections } = await mutualReceiver([one.cert, two.cert]);
    const [first, second] = [pairOf(one), pairOf(two)];
    for (const [clientCertificate, name] of [
      [first, "client-one"],
      [second, "client-two"],
      [first, "client-one"],
      [{ ...second }, "client-two"],
    ] as const) {
      const result = answered(await client.send(request(url, { clientCertificate })));
      expect(result.body.toString()).toBe(name);
    }
    expect(connections()).toBe(2);
  });

  test("that can't be read fails the call, not the process", async () => {
    const { client, url } = await mutualReceiver([]);
    const clientCertificate = { certificate: "nonsense", key: "nonsense" };
    expect(await client.send(request(url, { clientCertificate }))).toMatchObject({
      kind: "failed",
      reason: "tls",
    });
  });
});

describe("at save", () => {
  const now = Date.now();
  const good = pairOf(selfSignedCertificate("client-one"));

  test("a pair is described by its certificate", () => {
    const checked = checkClientCertificate(good, now);
    if (!checked.ok) throw new Error(checked.problem.problem);
    expect(checked.facts).toMatchObject({
      subject: "CN=client-one",
      fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    });
    expect(clientCertificateFacts(good)).toEqual(checked.facts);
  });

  test("a chain is taken, its first certificate being the client's own", () => {
    const authority = selfSignedCertificate("authority").cert;
    expect(checkClientCertificate({ ...good, certificate: good.certificate + authority }, now).ok).toBe(true);
    const wrongWay = { ...good, certificate: authority + good.certificate };
    expect(checkClientCertificate(wrongWay, now)).toMatchObject({ problem: { field: "key" } });
  });

  test.each([
    ["no PEM", { ...good, certificate: "MIIB" }, "certificate"],
    [
      "a broken certificate",
      { ...good, certificate: good.certificate.replace(/\n.{20}/, "\nAAAA") },
      "certificate",
    ],
    ["a key in place of the certificate", { ...good, certificate: good.key }, "certificate"],
    ["no key", { ...good, key: "nonsense" }, "key"],
    ["a certificate in place of the key", { ...good, key: good.certificate }, "key"],
    ["another's key", { ...good, key: selfSignedCertificate("other").key }, "key"],
  ])("%s is refused", (_, pair, field) => {
    expect(checkClientCertificate(pair, now)).toMatchObject({ ok: false, problem: { field } });
  });

  test("an expired certificate is refused", () => {
    const later = now + 2 * 24 * 60 * 60 * 1000;
    expect(checkClientCertificate(good, later)).toMatchObject({
      ok: false,
      problem: { field: "certificate", problem: "has expired" },
    });
  });
});
