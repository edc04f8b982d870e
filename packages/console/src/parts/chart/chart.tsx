import { lazy, Suspense } from "react";
import { usePreferences } from "../../preferences/preferences.ts";
import { amount, shortTime } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./chart.module.css";
import { texts } from "./chart-texts.ts";
import { type ChartData, type ChartLook, type OnSelect, rowsOf, stepsBetween } from "./series.ts";

const Mounted = lazy(async () => ({ default: (await import("./mounted-chart.tsx")).MountedChart }));

/**
 * Figures over time, with the same figures as a table for who can't see the picture. The program
 * that draws is loaded when the first chart is shown.
 */
export function Chart({ label, summary, look, data, onSelect }: ChartProps) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.legend}>
        {data.series.map((series) => (
          <span key={series.label}>
            <i style={{ background: `var(${series.colour})` }} />
            {series.label}
          </span>
        ))}
      </figcaption>
      <div role="img" aria-label={`${label}. ${summary}`} className={styles.picture}>
        <Suspense>
          <Mounted look={look} data={data} language={language} onSelect={onSelect} />
        </Suspense>
      </div>
      <details className={styles.figures}>
        <summary>{t.table}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className={styles.scroll} aria-label={label} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th>{t.time}</th>
                {data.series.map((series) => (
                  <th key={series.label}>{series.label}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rowsOf(data).map(({ time, values }) => (
                <tr key={time}>
                  <th scope="row">
                    <StepTime time={time} times={data.times} onSelect={onSelect} />
                  </th>
                  {data.series.map((series, at) => (
                    <td key={series.label}>{amount(values[at] ?? 0, language)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}

/** When a step began. By keyboard, this is how it is chosen. */
function StepTime({
  time,
  times,
  onSelect,
}: {
  time: number;
  times: readonly number[];
  onSelect: OnSelect | undefined;
}) {
  const { language } = usePreferences();
  const text = shortTime(new Date(time * 1000).toISOString(), language, Date.now());
  if (onSelect === undefined) return text;
  const choose = () => {
    const { from, to } = stepsBetween(times, time, time);
    onSelect(from, to);
  };
  return (
    <button type="button" className={styles.step} onClick={choose}>
      {text}
    </button>
  );
}

interface ChartProps {
  label: string;
  /** What the picture shows, in a sentence. */
  summary: string;
  look: ChartLook;
  data: ChartData;
  /** A period was dragged over, or chosen in the table. */
  onSelect?: OnSelect | undefined;
}
