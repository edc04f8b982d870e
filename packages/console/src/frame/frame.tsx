import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useKeys } from "../keys/keys.ts";
import { Toasts } from "../parts/toasts.tsx";
import { useFollowAccount } from "../people/use-account-preferences.ts";
import { useProject } from "../project/use-project.ts";
import { SignIn } from "../screens/sign-in/sign-in.tsx";
import { useSession } from "../session/session.ts";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./frame.module.css";
import { Help } from "./help.tsx";
import { Palette } from "./palette.tsx";
import { Permitted } from "./permitted.tsx";
import { Rail } from "./rail.tsx";
import { texts } from "./texts.ts";
import { TopBar } from "./top-bar.tsx";
import { useGoTo } from "./use-go-to.ts";

/** What is around every screen: rail, band of a test project, palette, list of keys. */
export function Frame() {
  const { kind } = useSession();
  const cache = useQueryClient();
  useEffect(() => {
    // What one person read is not for the next one at this browser.
    if (kind === "none")
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "sign-in-options" });
  }, [kind, cache]);
  return kind === "none" || kind === "unknown" ? <SignIn /> : <SignedIn />;
}

function SignedIn() {
  const t = useTexts(texts);
  const project = useProject();
  useFollowAccount();
  const [open, setOpen] = useState<"palette" | "help" | null>(null);
  useKeys([
    { keys: "mod+k", label: t.showPalette, run: () => setOpen("palette") },
    { keys: "?", label: t.showHelp, run: () => setOpen("help") },
    ...useGoTo(),
  ]);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t.skip}
      </a>
      <header className={styles.head}>
        {project?.mode === "test" && <div className={styles.band}>{t.testBand}</div>}
        <TopBar openPalette={() => setOpen("palette")} />
      </header>
      <aside className={styles.side}>
        <Rail />
      </aside>
      <main id="content" className={styles.main} tabIndex={-1}>
        <Toasts>
          <Permitted />
        </Toasts>
      </main>
      <Palette open={open === "palette"} onOpenChange={(shown) => setOpen(shown ? "palette" : null)} />
      <Help open={open === "help"} onOpenChange={(shown) => setOpen(shown ? "help" : null)} />
    </div>
  );
}
