import type { FastifyReply, FastifyRequest } from "fastify";

/** The console's cookie: what it is called and how it is set depends on whether browsers come by https. */
export interface SessionCookie {
  /** Its value in this request; null without one. */
  read(request: Pick<FastifyRequest, "headers">): string | null;
  set(reply: FastifyReply, value: string, maxAgeSeconds: number): void;
  clear(reply: FastifyReply): void;
}

/** Scripts can't read it, other sites can't cause it to be sent; by https, no other host can set it. */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith("https:");
  const name = secure ? "__Host-countersign" : "countersign";
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
  const pattern = new RegExp(`(?:^|;\\s*)${name}=([A-Za-z0-9_-]{1,100})(?:;|$)`);
  return {
    read: ({ headers }) => pattern.exec(headers.cookie ?? "")?.[1] ?? null,
    set: (reply, value, maxAgeSeconds) =>
      void reply.header("set-cookie", `${name}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}`),
    clear: (reply) => void reply.header("set-cookie", `${name}=; Max-Age=0; ${attributes}`),
  };
}
