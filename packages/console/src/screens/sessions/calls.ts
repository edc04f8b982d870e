import type { Page, PageLink, SessionDetail, SessionPersonalData, SessionView } from "@countersign/wire";
import { get, getBlob, post } from "../../api/call.ts";
import { filledPage } from "../../api/filled-page.ts";
import { type SessionsSearch, sessionFilter } from "./search.ts";

const pageSize = 50;
const path = (id: string) => `/sessions/${encodeURIComponent(id)}`;

export function listSessions(projectId: string, search: SessionsSearch, signal: AbortSignal) {
  const query = { projectId, ...sessionFilter(search, Date.now()), limit: pageSize };
  return filledPage(
    (cursor) => get<Page<SessionView>>("/sessions", { ...query, cursor }, signal),
    search.cursor,
  );
}

export function readSession(id: string, signal: AbortSignal) {
  return get<SessionDetail>(path(id), {}, signal);
}

/** Whom a session is about. Each call leaves an audit record. */
export function readPerson(id: string) {
  return get<SessionPersonalData>(`${path(id)}/personal-data`);
}

/** The signed document. Each call leaves an audit record. */
export function readSignedDocument(link: string) {
  return getBlob(`/manage/v1${link}`);
}

export function abortSession(id: string) {
  return post<SessionView>(`${path(id)}/abort`);
}

/** Another link to the applicant's page; the one before stops working. */
export function renewLink(id: string) {
  return post<PageLink>(`${path(id)}/page-link`);
}
