import type { InterceptionSummary } from "@countersign/wire";
import { Link, useNavigate } from "@tanstack/react-router";
import { Kbd } from "../../keys/kbd.tsx";
import { useKeys } from "../../keys/keys.ts";
import { buttonClass } from "../../parts/button.tsx";
import { Drawer } from "../../parts/drawer.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { RunFacts } from "./run-facts.tsx";
import { texts } from "./texts.ts";
import { VerdictStatus } from "./verdict-status.tsx";

/** One run next to the list. */
export function RunDrawer({
  run,
  takeFocus,
  onClose,
}: {
  run: InterceptionSummary;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const page = { to: "/interceptions/$interceptionId", params: { interceptionId: run.id } } as const;
  useKeys([{ keys: "o", label: t.page, run: () => void navigate(page) }]);
  return (
    <Drawer
      label={run.id}
      title={<code>{run.event}</code>}
      takeFocus={takeFocus}
      onClose={onClose}
      actions={
        <Link {...page} className={buttonClass("primary")}>
          {t.page} <Kbd keys="o" />
        </Link>
      }
    >
      <div>
        <VerdictStatus run={run} />
      </div>
      <RunFacts run={run} />
    </Drawer>
  );
}
