import { readFile } from "node:fs/promises";
import { CliError } from "./cli-error.ts";
import { exitCodes } from "./exit-codes.ts";

/** All of a stream's bytes. */
async function readBytes(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

/** All of a stream's text. */
export async function readText(stream: AsyncIterable<Uint8Array | string>): Promise<string> {
  return (await readBytes(stream)).toString("utf8");
}

/**
 * A file's bytes; those of standard input for `-`.
 *
 * @throws CliError if it can't be read.
 */
export async function readInput(file: string, stdin: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  if (file === "-") return readBytes(stdin);
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError(`${file} can't be read: ${(error as Error).message}`, null, exitCodes.usage);
  }
}
