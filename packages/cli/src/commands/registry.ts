import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { buildCommand, buildRouteMap } from "@stricli/core";
import { queryText, type ResponseOf, send } from "../api/call.ts";
import { type ConnectionFlags, connectionOf } from "../api/connection.ts";
import { CliError } from "../cli-error.ts";
import type { CliContext } from "../context.ts";
import { exitCodes } from "../exit-codes.ts";
import { linesOf } from "../output/lines.ts";
import { print } from "../output/print.ts";
import { connectionFlags, jsonFlag, oneArgument } from "./flags.ts";

type Report = ResponseOf<"getImport">;
/** A line of progress, or of the end. */
type Line = Partial<Report> & { error?: { code: string; requestId: string } };

interface Flags extends Pick<ConnectionFlags, "profile"> {
  crossings: boolean;
  strict: boolean;
  json: boolean;
}

const flag = (brief: string) => ({ kind: "boolean", brief, default: false, withNegated: false }) as const;

const importFile = buildCommand<Flags, [string], CliContext>({
  docs: {
    brief: "Import people into the local registry, with progress",
    fullDescription:
      "The file is NDJSON, or a JSON array if its name ends in .json; it is streamed, however large. Records replace those of the same person, so that repeating an import changes nothing. Progress goes to standard error.",
  },
  parameters: {
    flags: {
      profile: connectionFlags.profile,
      crossings: flag("Border crossings instead of people"),
      strict: flag("Ask for valid PINFLs that agree with birth date and sex"),
      ...jsonFlag,
    },
    positional: oneArgument("file", "The file"),
  },
  async func(flags, file) {
    const { size } = await stat(file).catch((error: Error) => {
      throw new CliError(`${file} can't be read: ${error.message}`, null, exitCodes.usage);
    });
    const path = `/manage/v1/registry/${flags.crossings ? "crossings" : "people"}${queryText({ strict: flags.strict || undefined })}`;
    const response = await send(connectionOf(this, flags), path, {
      method: "POST",
      headers: {
        "content-type": file.endsWith(".json") ? "application/json" : "application/x-ndjson",
        accept: "application/x-ndjson",
        "content-length": String(size),
      },
      body: Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>,
      duplex: "half",
    });
    let last: Line = {};
    for await (const text of linesOf(response.body ?? [])) {
      const line: Line = JSON.parse(text);
      if (line.error !== undefined)
        throw new CliError(`The import failed (${line.error.code}, request ${line.error.requestId}).`);
      last = { ...last, ...line };
      if (line.received !== undefined)
        this.process.stderr.write(
          `${line.received} received, ${line.kept ?? 0} kept, ${line.refused ?? 0} refused\n`,
        );
    }
    print(this, flags, last as Report, reportText);
    if (last.status !== "finished" || (last.refused ?? 0) > 0) this.process.exitCode = exitCodes.failed;
  },
});

export const registryCommands = buildRouteMap({
  docs: { brief: "The local registry of people" },
  routes: { import: importFile },
});

function reportText({ id, status, received, kept, refused, refusals }: Report): string {
  const lines = refusals.map(
    ({ line, index, field, problem }) => `  ${line ?? index ?? "?"}: ${field} ${problem}`,
  );
  return [
    `Import ${id} ${status}: ${received} received, ${kept} kept, ${refused} refused.`,
    ...lines,
    "",
  ].join("\n");
}
