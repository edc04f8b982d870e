import type { SessionView } from "@countersign/wire";
import { Link, useNavigate } from "@tanstack/react-router";
import { Kbd } from "../../keys/kbd.tsx";
import { useKeys } from "../../keys/keys.ts";
import { buttonClass } from "../../parts/button.tsx";
import { Drawer } from "../../parts/drawer.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { SessionFacts } from "./session-facts.tsx";
import { SessionState } from "./session-state.tsx";
import { texts } from "./texts.ts";

/** One session next to the list. */
export function SessionDrawer({
  session,
  takeFocus,
  onClose,
}: {
  session: SessionView;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { id, method, status } = session;
  const page = { to: "/sessions/$sessionId", params: { sessionId: id } } as const;
  useKeys([{ keys: "o", label: t.page, run: () => void navigate(page) }]);
  return (
    <Drawer
      label={id}
      title={t.methods[method]}
      takeFocus={takeFocus}
      onClose={onClose}
      actions={
        <Link {...page} className={buttonClass("primary")}>
          {t.page} <Kbd keys="o" />
        </Link>
      }
    >
      <div>
        <SessionState status={status} />
      </div>
      <SessionFacts session={session} />
    </Drawer>
  );
}
