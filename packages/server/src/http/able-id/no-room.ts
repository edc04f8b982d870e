import type { Language } from "@countersign/wire";
import type { FastifyReply } from "fastify";
import type { StorageFull } from "../../storage/index.ts";
import { retryProjectSeconds, retryServiceSeconds } from "../limits/room.ts";
import { refuse, sendResponse } from "./response.ts";

/** Refuses a call that would store something if there is no room: see `requireRoom`. */
export function sendNoRoom(reply: FastifyReply, { of }: StorageFull, language: Language): FastifyReply {
  if (of !== "project")
    return sendResponse(
      reply.header("retry-after", String(retryServiceSeconds)),
      refuse(10500),
      language,
      503,
    );
  const problem = "The project stores as much as it may: an operator can raise its quotas.storedBytes.";
  reply.header("retry-after", String(retryProjectSeconds));
  return sendResponse(reply, refuse(10429, undefined, problem), language);
}
