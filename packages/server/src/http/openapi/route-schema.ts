import * as z from "zod";

/** A successful response that is not checked against a schema. */
interface SentResponse {
  description: string;
  /** By content type; a response without it has no body. */
  content?: Readonly<Record<string, z.ZodType>>;
}

declare module "fastify" {
  interface FastifySchema {
    /** Input that the route validates itself, documented by the schemas that it uses. */
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
