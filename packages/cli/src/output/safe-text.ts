// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that steer a terminal
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** Text from outside, without what would steer the terminal that shows it. */
export function safeText(text: string): string {
  return text.replace(controls, "\ufffd");
}
