import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { usePreferences } from "../../preferences/preferences.ts";
import type { Language } from "../../texts/dictionary.ts";
import { amount, axisTime } from "../../texts/times.ts";
import { type ChartData, type ChartLook, type OnSelect, stacked, stepsBetween } from "./series.ts";

const height = 200;
const dark = matchMedia("(prefers-color-scheme: dark)");

/** The picture of a chart: as wide as there is room, in the colours of the theme. */
export function MountedChart({
  look,
  data,
  language,
  onSelect,
}: {
  look: ChartLook;
  data: ChartData;
  language: Language;
  onSelect?: OnSelect | undefined;
}) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const selected = useRef(onSelect);
  useEffect(() => {
    selected.current = onSelect;
  });
  const { theme } = usePreferences();
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const made = draw(element, look, data, language, (from, to) => selected.current?.(from, to));
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    const recolour = () => made.redraw(false);
    dark.addEventListener("change", recolour);
    return () => {
      dark.removeEventListener("change", recolour);
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [look, data, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme says when colours are others
  useEffect(() => plot.current?.redraw(false), [theme]);
  return <div ref={host} style={{ minHeight: height }} />;
}

/** Narrower than this, in pixels, it was no drag. */
const leastDrag = 5;

function draw(
  element: HTMLElement,
  look: ChartLook,
  data: ChartData,
  language: Language,
  onSelect: OnSelect,
): uPlot {
  const paint = (name: string, part = 1) => colourOf(element, name, part);
  // The tallest bars are drawn first, so that those that they stand on are in front of them.
  const shown = look === "stack" ? stacked(data.series).reverse() : data.series;
  const bars = uPlot.paths.bars?.({ size: [0.8, 24] });
  const axis: uPlot.Axis = {
    stroke: () => paint("--soft"),
    grid: { stroke: () => paint("--line"), width: 1 },
    ticks: { show: false },
    font: "12px system-ui, sans-serif",
  };
  return new uPlot(
    {
      width: Math.max(element.clientWidth, 200),
      height,
      legend: { show: false },
      cursor: {
        x: false,
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
      },
      hooks: { setSelect: [(plot) => selectIn(plot, data, onSelect)] },
      scales: { y: { range: (_plot, _least, most) => [0, Math.max(most * 1.1, 1)] } },
      axes: [
        {
          ...axis,
          space: 70,
          size: 30,
          grid: { show: false },
          values: (_plot, splits) => axisTimes(splits, language),
        },
        { ...axis, size: 48, values: (_plot, splits) => splits.map((value) => amount(value, language)) },
      ],
      series: [
        {},
        ...shown.map(({ label, colour }) => ({
          label,
          stroke: () => paint(colour),
          fill: () => paint(colour, look === "stack" ? 1 : 0.14),
          width: look === "stack" ? 0 : 1.5,
          points: { show: false },
          ...(look === "stack" && bars && { paths: bars }),
        })),
      ],
    },
    [[...data.times], ...shown.map(({ values }) => [...values])],
    element,
  );
}

/** Tells what was dragged over, in whole steps, and takes the mark away again. */
function selectIn(plot: uPlot, data: ChartData, onSelect: OnSelect): void {
  const { left, width } = plot.select;
  if (width === 0) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  if (width < leastDrag) return;
  const { from, to } = stepsBetween(data.times, plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
  onSelect(from, to);
}

/** The clock within a day or two, the date alone beyond. */
function axisTimes(splits: readonly number[], language: Language): string[] {
  const stepSeconds = (splits[1] ?? 0) - (splits[0] ?? 0);
  return splits.map((seconds) => axisTime(seconds * 1000, language, stepSeconds >= 86_400));
}

/**
 * A canvas knows no custom properties: the colour is read from an element, in its current theme.
 */
function colourOf(element: HTMLElement, name: string, part: number): string {
  element.style.color = `var(${name})`;
  const colour = getComputedStyle(element).color;
  return part === 1 ? colour : colour.replace(/^rgb\((.*)\)$/, `rgba($1, ${part})`);
}
