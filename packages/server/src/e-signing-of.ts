import { readFile } from "node:fs/promises";
import { ConfigError, type ESigningSettings } from "./config.ts";
import {
  codeGateway,
  createPdfReader,
  type ESigningDeps,
  openPkcs12,
  type Signer,
} from "./e-signing/index.ts";
import type { Outbound } from "./outbound/index.ts";

type Given = Omit<ESigningDeps, "reader" | "codes"> & { outbound: Outbound };

/** What documents are signed with. Close its `reader` in the end. */
export function eSigningOf({ codes }: ESigningSettings, given: Given): ESigningDeps {
  return { ...given, codes: codes && codeGateway(given, codes), reader: createPdfReader() };
}

/**
 * What signs the documents of live projects; null where no certificate is configured.
 *
 * @throws ConfigError for a file that can't be read or used.
 */
export async function loadSigner({ certificateFile, passphrase }: ESigningSettings): Promise<Signer | null> {
  if (certificateFile === null) return null;
  const file = await readFile(certificateFile).catch(() => null);
  if (file === null) throw new ConfigError("COUNTERSIGN_ESIGN_CERTIFICATE names a file that can't be read.");
  const opened = await openPkcs12(file, passphrase);
  if (opened.kind === "opened") return opened.signer;
  throw new ConfigError(`COUNTERSIGN_ESIGN_CERTIFICATE ${opened.problem}.`);
}
