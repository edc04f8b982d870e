/** The browsers whose camera settings differ; `inApp` are those inside of messengers and social networks. */
export type BrowserKind = "android" | "desktop" | "ios" | "mac" | "firefox" | "inApp";

const inApp = /\bFBA[NV]|Instagram|Line\/|Telegram|MicroMessenger|VKClient|OKApp|; wv\)/;

/** Which instructions fit the browser, by its user agent. Chromium on a desktop and all others are `desktop`. */
export function browserKind(userAgent: string): BrowserKind {
  if (inApp.test(userAgent)) return "inApp";
  if (/iPhone|iPad|iPod/.test(userAgent)) return "ios";
  if (/Firefox\//.test(userAgent)) return "firefox";
  if (/Android/.test(userAgent)) return "android";
  if (/Macintosh/.test(userAgent) && /Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent))
    return "mac";
  return "desktop";
}
