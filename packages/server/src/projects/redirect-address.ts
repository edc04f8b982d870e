const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const maxLength = 2000;

/**
 * Why an address can't be a redirect, or null where it can. A browser follows it, not this service, so nothing
 * is resolved: https to any host, or http to the applicant's own machine (an integrator at work, or a native
 * application that listens on loopback, RFC 8252); no user name, no password, no other scheme.
 */
export function redirectProblem(address: string): string | null {
  if (address.length > maxLength) return `is longer than ${maxLength} characters`;
  // The URL parser drops tabs and line breaks in silence, and a browser would be sent elsewhere than one reads.
  if (/[\s\p{Cc}]/u.test(address)) return "holds a space or a control character";
  const url = URL.parse(address);
  if (url === null) return "is not an absolute URL";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "must start with https://";
  if (url.protocol === "http:" && !loopback.test(url.hostname)) return "must be https, except on loopback";
  if (url.username !== "" || url.password !== "") return "must not hold a user name or a password";
  return null;
}
