import { Menu } from "@base-ui/react/menu";
import { Link } from "@tanstack/react-router";
import { texts as peopleTexts } from "../people/texts.ts";
import { useAccount } from "../people/use-account.ts";
import { useChangePreferences } from "../people/use-account-preferences.ts";
import { type Theme, themes, usePreferences } from "../preferences/preferences.ts";
import { signOut, useSession } from "../session/session.ts";
import type { Language } from "../texts/dictionary.ts";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./account-menu.module.css";
import { texts } from "./texts.ts";

const languageNames: Readonly<Record<Language, string>> = { ru: "Русский", en: "English" };

/**
 * Who is signed in; their account, theme, language, keys, and signing out. `onLeave`: a link was
 * followed.
 */
export function AccountMenu({ onLeave }: { onLeave?: (() => void) | undefined }) {
  const t = useTexts(texts);
  const { language, theme, keys } = usePreferences();
  const change = useChangePreferences();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={styles.trigger}>
        <WhoIsThere />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} side="top" align="start" sideOffset={4}>
          <Menu.Popup className={styles.popup}>
            <Menu.Item className={styles.item} render={<Link to="/account" onClick={onLeave} />}>
              <span className={styles.tick} />
              {t.account}
            </Menu.Item>
            <Menu.Separator className={styles.separator} />
            <Menu.Group>
              <Menu.GroupLabel className={styles.label}>{t.theme}</Menu.GroupLabel>
              <Menu.RadioGroup value={theme} onValueChange={(value: Theme) => change({ theme: value })}>
                {themes.map((each) => (
                  <Menu.RadioItem key={each} value={each} className={styles.item} closeOnClick={false}>
                    <Menu.RadioItemIndicator className={styles.tick} keepMounted>
                      ✓
                    </Menu.RadioItemIndicator>
                    {t.themes[each]}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Group>
            <Menu.Separator className={styles.separator} />
            <Menu.Group>
              <Menu.GroupLabel className={styles.label}>{t.language}</Menu.GroupLabel>
              <Menu.RadioGroup
                value={language}
                onValueChange={(value: Language) => change({ language: value })}
              >
                {(["ru", "en"] as const).map((each) => (
                  <Menu.RadioItem
                    key={each}
                    value={each}
                    className={styles.item}
                    closeOnClick={false}
                    lang={each}
                  >
                    <Menu.RadioItemIndicator className={styles.tick} keepMounted>
                      ✓
                    </Menu.RadioItemIndicator>
                    {languageNames[each]}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Group>
            <Menu.Separator className={styles.separator} />
            <Menu.CheckboxItem
              className={styles.item}
              checked={keys}
              onCheckedChange={(on) => change({ keys: on })}
              closeOnClick={false}
            >
              <Menu.CheckboxItemIndicator className={styles.tick} keepMounted>
                ✓
              </Menu.CheckboxItemIndicator>
              {t.keys}
            </Menu.CheckboxItem>
            <Menu.Separator className={styles.separator} />
            <Menu.Item className={styles.item} onClick={() => signOut()}>
              <span className={styles.tick} />
              {t.signOut}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** The person's name, and by what they are signed in where that is a token; else their role. */
function WhoIsThere() {
  const t = useTexts(texts);
  const { role: roles } = useTexts(peopleTexts);
  const { kind } = useSession();
  const account = useAccount().data;
  if (account === undefined) return <span>{t.account}</span>;
  const role = account.role === null ? t.inProjects : roles[account.role];
  return (
    <>
      <span className={styles.name}>{account.name}</span>
      <span className={styles.soft}>{kind === "token" ? t.byToken : role}</span>
    </>
  );
}
