import type { FastifyReply, FastifyRequest } from "fastify";

/** A cookie of the console: what it is called and how it is set depends on whether browsers come by https. */
export interface ConsoleCookie {
  /** Its value in this request; null without one. */
  read(request: Pick<FastifyRequest, "headers">): string | null;
  set(reply: FastifyReply, value: string, maxAgeSeconds: number): void;
  clear(reply: FastifyReply): void;
}

/** The cookie by which a browser is signed in. */
export function sessionCookie(publicUrl: string): ConsoleCookie {
  return consoleCookie("countersign", publicUrl);
}

/** The cookie of a browser that is on its way to the OpenID Connect provider and back. */
export function providerCookie(publicUrl: string): ConsoleCookie {
  return consoleCookie("countersign-provider", publicUrl);
}

/** Scripts can't read it, other sites can't cause it to be sent; by https, no other host can set it. */
function consoleCookie(plainName: string, publicUrl: string): ConsoleCookie {
  const secure = publicUrl.startsWith("https:");
  const name = secure ? `__Host-${plainName}` : plainName;
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
  const pattern = new RegExp(`(?:^|;\\s*)${name}=([A-Za-z0-9_-]{1,100})(?:;|$)`);
  return {
    read: ({ headers }) => pattern.exec(headers.cookie ?? "")?.[1] ?? null,
    set: (reply, value, maxAgeSeconds) =>
      void reply.header("set-cookie", `${name}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}`),
    clear: (reply) => void reply.header("set-cookie", `${name}=; Max-Age=0; ${attributes}`),
  };
}
