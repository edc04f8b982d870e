import * as z from "zod";

/** A successful response that the route writes without a schema that checks it. */
interface SentResponse {
  description: string;
  /** By content type; a response without it has no body. */
  content?: Readonly<Record<string, z.ZodType>>;
}

declare module "fastify" {
  interface FastifySchema {
    /** What the route reads and checks itself, documented from the schemas that it checks with. */
    reads?: {
      /** Bodies by content type. */
      body?: Readonly<Record<string, z.ZodType>>;
      headers?: z.ZodObject;
    };
    /** Successful responses in addition to those of `response`, by status. */
    sends?: Readonly<Record<number, SentResponse>>;
  }
}

/** The bytes of a file, as a body or as a part of one. */
export const binarySchema = z.string().meta({ format: "binary" });

/** A text that is not JSON: a page, metrics. */
export const textSchema = z.string();
