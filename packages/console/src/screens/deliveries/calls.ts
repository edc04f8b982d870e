import type { DeliveryContent, DeliveryDetail, DeliveryView, Page } from "@countersign/wire";
import { get, post } from "../../api/call.ts";
import { type DeliveriesSearch, deliveryFilter } from "./search.ts";

const pageSize = 50;

export function listDeliveries(projectId: string, search: DeliveriesSearch, signal: AbortSignal) {
  const query = { projectId, ...deliveryFilter(search, Date.now()), cursor: search.cursor, limit: pageSize };
  return get<Page<DeliveryView>>("/deliveries", query, signal);
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
