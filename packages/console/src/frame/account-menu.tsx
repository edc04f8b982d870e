import { Menu } from "@base-ui/react/menu";
import { useQueryClient } from "@tanstack/react-query";
import { setPreferences, type Theme, themes, usePreferences } from "../preferences/preferences.ts";
import { signOut } from "../session/session.ts";
import type { Language } from "../texts/dictionary.ts";
import { useTexts } from "../texts/use-texts.ts";
import styles from "./account-menu.module.css";
import { texts } from "./texts.ts";

const languageNames: Readonly<Record<Language, string>> = { ru: "Русский", en: "English" };

/** Theme, language, keys, and the way out. */
export function AccountMenu() {
  const t = useTexts(texts);
  const { language, theme, keys } = usePreferences();
  const cache = useQueryClient();
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className={styles.trigger}>
        <span>{t.account}</span>
        <span className={styles.soft}>{t.signedInWithToken}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={styles.positioner} side="top" align="start" sideOffset={4}>
          <Menu.Popup className={styles.popup}>
            <Menu.Group>
              <Menu.GroupLabel className={styles.label}>{t.theme}</Menu.GroupLabel>
              <Menu.RadioGroup
                value={theme}
                onValueChange={(value: Theme) => setPreferences({ theme: value })}
              >
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
                onValueChange={(value: Language) => setPreferences({ language: value })}
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
              onCheckedChange={(on) => setPreferences({ keys: on })}
              closeOnClick={false}
            >
              <Menu.CheckboxItemIndicator className={styles.tick} keepMounted>
                ✓
              </Menu.CheckboxItemIndicator>
              {t.keys}
            </Menu.CheckboxItem>
            <Menu.Separator className={styles.separator} />
            <Menu.Item
              className={styles.item}
              onClick={() => {
                signOut();
                cache.clear();
              }}
            >
              <span className={styles.tick} />
              {t.signOut}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
