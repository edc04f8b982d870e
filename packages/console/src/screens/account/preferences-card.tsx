import { Card } from "../../parts/card.tsx";
import { Checkbox } from "../../parts/checkbox.tsx";
import { Segments } from "../../parts/segments.tsx";
import styles from "../../people/people.module.css";
import { useChangePreferences } from "../../people/use-account-preferences.ts";
import { densities, themes, usePreferences } from "../../preferences/preferences.ts";
import { languages } from "../../texts/dictionary.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

/** Language, theme, density and keys, in every browser of the person. */
export function PreferencesCard() {
  const t = useTexts(texts);
  const { language, theme, density, keys } = usePreferences();
  const change = useChangePreferences();
  return (
    <Card title={t.preferences}>
      <p className={styles.soft}>{t.preferencesHint}</p>
      <div className={styles.form}>
        <div className={styles.row}>
          <span>{t.language}</span>
          <Segments
            label={t.language}
            value={language}
            options={languages.map((value) => ({ value, text: t.languages[value] }))}
            onChange={(value) => change({ language: value })}
          />
        </div>
        <div className={styles.row}>
          <span>{t.theme}</span>
          <Segments
            label={t.theme}
            value={theme}
            options={themes.map((value) => ({ value, text: t.themes[value] }))}
            onChange={(value) => change({ theme: value })}
          />
        </div>
        <div className={styles.row}>
          <span>{t.density}</span>
          <Segments
            label={t.density}
            value={density}
            options={densities.map((value) => ({ value, text: t.densities[value] }))}
            onChange={(value) => change({ density: value })}
          />
        </div>
      </div>
      <Checkbox label={t.keys} hint={t.keysHint} checked={keys} onChange={(on) => change({ keys: on })} />
    </Card>
  );
}
