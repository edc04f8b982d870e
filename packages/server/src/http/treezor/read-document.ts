import {
  type CreateTreezorDocument,
  createTreezorDocumentPartsSchema,
  createTreezorDocumentSchema,
  isBase64,
  parseInput,
} from "@countersign/wire";
import type { FastifyRequest } from "fastify";
import { refuse, refuseFields, TreezorRefusal } from "./refusal.ts";

/** A submitted document: its fields and its file. */
export interface SentDocument extends Omit<CreateTreezorDocument, "fileContentBase64"> {
  bytes: Buffer;
}

/**
 * Reads a new document from JSON (`fileContentBase64`) or from multipart (a part `file`). Throws
 * refusals.
 */
export async function readDocument(request: FastifyRequest): Promise<SentDocument> {
  if (request.isMultipart()) return readParts(request);
  const parsed = parseInput(createTreezorDocumentSchema, request.body ?? {});
  if (!parsed.ok) {
    const ofFile = parsed.problems.filter(({ field }) => field === "fileContentBase64");
    throw ofFile.length > 0 ? new TreezorRefusal(40003, ofFile) : refuseFields(parsed.problems);
  }
  const { fileContentBase64, ...said } = parsed.value;
  if (!isBase64(fileContentBase64)) {
    throw refuse(40003, { field: "fileContentBase64", problem: "must be base64" });
  }
  return { ...said, bytes: Buffer.from(fileContentBase64, "base64") };
}

async function readParts(request: FastifyRequest): Promise<SentDocument> {
  const { fields, bytes } = await collect(request);
  const parsed = parseInput(createTreezorDocumentPartsSchema, fields);
  if (!parsed.ok) throw refuseFields(parsed.problems);
  if (bytes === null) throw refuse(40003, { field: "file", problem: "is required" });
  return { ...parsed.value, bytes };
}

async function collect(request: FastifyRequest) {
  const fields: Record<string, unknown> = {};
  let bytes: Buffer | null = null;
  try {
    for await (const part of request.parts()) {
      if (part.type === "field") fields[part.fieldname] = part.valueTruncated ? tooLong : part.value;
      else if (part.fieldname === "file") bytes = await part.toBuffer();
      else throw refuse(40001, { field: part.fieldname.slice(0, 100), problem: "is not a known file" });
    }
  } catch (error) {
    throw refusalOf(error);
  }
  return { fields, bytes };
}

/** Replaces a truncated field: longer than any valid one. */
const tooLong = "x".repeat(5000);

/**
 * Errors of the multipart parser are about the request: it is too large, or not multipart.
 */
function refusalOf(error: unknown): unknown {
  if (error instanceof TreezorRefusal) return error;
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === "FST_REQ_FILE_TOO_LARGE") return refuse(41301, { field: "file", problem: "is too large" });
  return refuse(statusCode === 413 ? 41301 : 40002);
}
