import type { EventView } from "@countersign/wire";
import { Link, useNavigate } from "@tanstack/react-router";
import { Kbd } from "../../keys/kbd.tsx";
import { useKeys } from "../../keys/keys.ts";
import { buttonClass } from "../../parts/button.tsx";
import { Drawer } from "../../parts/drawer.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { EventDeliveries } from "./event-deliveries.tsx";
import { EventFacts } from "./event-facts.tsx";
import { texts } from "./texts.ts";

/** One event next to the list, with its deliveries. */
export function EventDrawer({
  event,
  takeFocus,
  onClose,
}: {
  event: EventView;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const page = { to: "/events/$eventId", params: { eventId: event.id } } as const;
  useKeys([{ keys: "o", label: t.page, run: () => void navigate(page) }]);
  return (
    <Drawer
      label={event.id}
      title={<code>{event.type}</code>}
      takeFocus={takeFocus}
      onClose={onClose}
      actions={
        <Link {...page} className={buttonClass("primary")}>
          {t.page} <Kbd keys="o" />
        </Link>
      }
    >
      <EventFacts event={event} />
      <h3>{t.deliveries}</h3>
      <EventDeliveries eventId={event.id} />
    </Drawer>
  );
}
