import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const longest = 4 * 1024 * 1024;
const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  identity: (body) => body,
  gzip: (body) => gunzipSync(body, { maxOutputLength: longest }),
  "x-gzip": (body) => gunzipSync(body, { maxOutputLength: longest }),
  deflate: (body) => inflateSync(body, { maxOutputLength: longest }),
  br: (body) => brotliDecompressSync(body, { maxOutputLength: longest }),
};

/**
 * The id of what an upstream has added, from its response: `id`, or `id` in its only object member
 * (`{"user": {"id": …}}`), otherwise the last segment of `Location`. Null if there is none.
 */
export function idInResponse(headers: Record<string, string | string[]>, body: Buffer | null): string | null {
  const told = body && idIn(parsed(body, headers["content-encoding"]));
  return told ?? lastStep(headers.location);
}

function idIn(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return null;
  const objects = Object.values(answer).filter((value) => typeof value === "object" && value !== null);
  const [only] = objects.length === 1 ? objects : [];
  return asId("id" in answer ? answer.id : undefined) ?? (only && "id" in only ? asId(only.id) : null);
}

function lastStep(location: string | string[] | undefined): string | null {
  if (typeof location !== "string") return null;
  return asId(/\/([^/?#]+)\/?(?:[?#].*)?$/.exec(location)?.[1]);
}

function asId(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text.length > 0 && text.length <= 64 ? text : null;
}

function parsed(body: Buffer, encoding: string | string[] | undefined): unknown {
  try {
    const decode = decoders[String(encoding ?? "identity").toLowerCase()];
    return decode === undefined ? null : JSON.parse(decode(body).toString("utf8"));
  } catch {
    return null;
  }
}
