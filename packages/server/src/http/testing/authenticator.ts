import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** An authenticator in software: one passkey, as a browser hands it to a page. */
export interface TestAuthenticator {
  id: string;
  /** The browser's response to options of `navigator.credentials.create`. */
  create(options: Options, transports?: unknown): Record<string, unknown>;
  /** The browser's response to options of `navigator.credentials.get`. */
  get(options: Options): Record<string, unknown>;
}

interface Options {
  challenge: string;
}

const present = 0x01;
const verified = 0x04;
const hasCredential = 0x40;

/** @param origin where the page is; its host name is whom the passkey is for. */
export function testAuthenticator(origin: string): TestAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(16);
  const id = credentialId.toString("base64url");
  const host = createHash("sha256").update(new URL(origin).hostname).digest();
  let count = 0;

  const authData = (flags: number, ...more: Buffer[]) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++count);
    return Buffer.concat([host, Buffer.from([flags]), counter, ...more]);
  };
  const clientData = (type: string, { challenge }: Options) =>
    Buffer.from(JSON.stringify({ type, challenge, origin }));
  const credential = (response: object) => ({
    id,
    rawId: id,
    type: "public-key",
    clientExtensionResults: {},
    response,
  });

  return {
    id,
    create(options, transports = ["internal"]) {
      const { x = "", y = "" } = publicKey.export({ format: "jwk" });
      // COSE: an elliptic key for ES256 on P-256.
      const key = Buffer.concat([
        Buffer.from("a5010203262001215820", "hex"),
        Buffer.from(x, "base64url"),
        Buffer.from("225820", "hex"),
        Buffer.from(y, "base64url"),
      ]);
      const data = authData(
        present | verified | hasCredential,
        Buffer.alloc(16), // no model
        Buffer.from([0, credentialId.length]),
        credentialId,
        key,
      );
      // CBOR: {fmt: "none", attStmt: {}, authData}.
      const attestation = Buffer.concat([
        Buffer.from("a363666d74646e6f6e656761747453746d74a068617574684461746158", "hex"),
        Buffer.from([data.length]),
        data,
      ]);
      return credential({
        clientDataJSON: clientData("webauthn.create", options).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports,
      });
    },
    get(options) {
      const data = authData(present | verified);
      const client = clientData("webauthn.get", options);
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      return credential({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, privateKey).toString("base64url"),
      });
    },
  };
}
