import type {
  DeliveryContent,
  DeliveryDetail,
  DeliveryView,
  Page,
  ReplayDetailView,
} from "@countersign/wire";
import { get, post } from "../../api/call.ts";
import { filledPage } from "../../api/filled-page.ts";
import { type DeliveriesSearch, deliveryFilter } from "./search.ts";

const pageSize = 50;

export function listDeliveries(projectId: string, search: DeliveriesSearch, signal: AbortSignal) {
  const query = { projectId, ...deliveryFilter(search, Date.now()), limit: pageSize };
  return filledPage(
    (cursor) => get<Page<DeliveryView>>("/deliveries", { ...query, cursor }, signal),
    search.cursor,
  );
}

export function readDelivery(id: string, signal: AbortSignal) {
  return get<DeliveryDetail>(`/deliveries/${encodeURIComponent(id)}`, {}, signal);
}

/** What was sent and answered. Each call leaves an audit record. */
export function readContent(id: string) {
  return get<DeliveryContent>(`/deliveries/${encodeURIComponent(id)}/content`);
}

export function resendDelivery(id: string) {
  return post<{ resent: number }>(`/deliveries/${encodeURIComponent(id)}/resend`);
}

/** What a bulk resend means: some deliveries by id, or all that the filters find. */
export interface ResendSelection {
  projectId: string;
  deliveryId?: string[] | undefined;
  status?: string[] | undefined;
  webhookId?: string[] | undefined;
  type?: string[] | undefined;
  eventId?: string[] | undefined;
  subject?: string[] | undefined;
  createdAtFrom?: string | undefined;
  createdAtTo?: string | undefined;
}

export function countResend(selection: ResendSelection) {
  return post<{ count: number }>("/replays/count", selection);
}

export function startResend(selection: ResendSelection, confirmedCount: number) {
  return post<ReplayDetailView>("/replays", { ...selection, confirmedCount });
}

export function readResend(id: string, signal: AbortSignal) {
  return get<ReplayDetailView>(`/replays/${id}`, {}, signal);
}

export function stopResend(id: string) {
  return post<ReplayDetailView>(`/replays/${id}/cancel`);
}
