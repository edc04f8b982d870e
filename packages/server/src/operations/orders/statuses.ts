import { type RarusOrderStatus, rarusOrderStatuses } from "@countersign/wire";

/**
 * What can be changed in an order with a status: everything, everything except its sums, or
 * nothing.
 */
export type Changeable = "all" | "delivery" | "nothing";

const titles: Readonly<Record<RarusOrderStatus, { ru: string; en: string; changeable: Changeable }>> = {
  new: { ru: "Новый", en: "New", changeable: "all" },
  confirmed: { ru: "Подтверждён", en: "Confirmed", changeable: "all" },
  paid: { ru: "Оплачен", en: "Paid", changeable: "delivery" },
  assembling: { ru: "Собирается", en: "Being assembled", changeable: "delivery" },
  shipped: { ru: "Отправлен", en: "Shipped", changeable: "delivery" },
  delivered: { ru: "Доставлен", en: "Delivered", changeable: "nothing" },
  cancelled: { ru: "Отменён", en: "Cancelled", changeable: "nothing" },
};

export function changeable(status: RarusOrderStatus): Changeable {
  return titles[status].changeable;
}

/** A status that an order never leaves. */
export function isFinalStatus(status: RarusOrderStatus): boolean {
  return titles[status].changeable === "nothing";
}

/** Statuses in which an order waits for its payment: only these change with the bank's status. */
export function awaitsPayment(status: RarusOrderStatus): boolean {
  return titles[status].changeable === "all";
}

/** Every status with its titles, in the order in which an order goes through them. */
export const orderStatusList = rarusOrderStatuses.map((status) => ({
  status,
  ru: titles[status].ru,
  en: titles[status].en,
  final: isFinalStatus(status),
}));
