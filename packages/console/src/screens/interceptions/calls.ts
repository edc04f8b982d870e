import type { InterceptionDetail, InterceptionSummary, InterceptResponse, Page } from "@countersign/wire";
import { get, post } from "../../api/call.ts";
import { filledPage } from "../../api/filled-page.ts";
import { type InterceptionsSearch, interceptionFilter } from "./search.ts";

const pageSize = 50;

export function listInterceptions(projectId: string, search: InterceptionsSearch, signal: AbortSignal) {
  const query = {
    projectId,
    ...interceptionFilter(search, Date.now()),
    limit: pageSize,
  };
  return filledPage(
    (cursor) => get<Page<InterceptionSummary>>("/interceptions", { ...query, cursor }, signal),
    search.cursor,
  );
}

/** The outcome of a run, without an audit record; null if there is none. */
export async function readSummary(id: string, signal: AbortSignal): Promise<InterceptionSummary | null> {
  const { data } = await get<Page<InterceptionSummary>>("/interceptions", { id }, signal);
  return data[0] ?? null;
}

/** A run with its steps and payloads. Each call leaves an audit record. */
export function readInterception(id: string) {
  return get<InterceptionDetail>(`/interceptions/${encodeURIComponent(id)}`);
}

/** Asks the hooks as they are now about the same payload; no delivery follows. */
export function repeatDry({ event, projectId, subject, payload }: InterceptionDetail) {
  const about = subject === null ? {} : { subject };
  return post<InterceptResponse>(`/intercept/${event}`, { projectId, payload, ...about, dryRun: true });
}
