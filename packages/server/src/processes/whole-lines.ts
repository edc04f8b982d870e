/**
 * Passes text on in whole lines: several processes write to one log, and a line must not end in the
 * middle of another one's. What a killed process left without an end is dropped.
 */
export function wholeLines(write: (lines: string) => void): (text: string) => void {
  let rest = "";
  return (text) => {
    const end = text.lastIndexOf("\n") + 1;
    if (end === 0) {
      rest += text;
      return;
    }
    write(rest + text.slice(0, end));
    rest = text.slice(end);
  };
}
