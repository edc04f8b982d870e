import { randomBytes } from "node:crypto";
import { pino } from "pino";
import { testDatabase } from "../../db/testing/database.ts";
import { createOutbound } from "../../outbound/index.ts";
import { createKeyring, verifyMasterKey } from "../../sealing/index.ts";
import type { RegistryDeps } from "../deps.ts";

/** The registry's deps over an empty store; call it in `beforeAll`. `log` collects the log lines. */
export async function registryTestDeps(): Promise<
  RegistryDeps & { logged: string[]; time: { now: number } }
> {
  const { db } = await testDatabase();
  const time = { now: Date.parse("2026-05-05T10:00:00Z") };
  const logged: string[] = [];
  const random = (bytes: number) => randomBytes(bytes);
  const keyring = createKeyring({ masterKey: randomBytes(32), random });
  await verifyMasterKey(db, keyring);
  return {
    db,
    clock: () => time.now,
    random,
    keyring,
    outbound: createOutbound({ allow: ["127.0.0.0/8"] }),
    log: pino({ level: "debug" }, { write: (line: string) => void logged.push(line) }),
    logged,
    time,
  };
}

/** The text in chunks of that many bytes, as from a connection. */
export async function* inChunks(text: string, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
