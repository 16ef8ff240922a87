/**
 * A path on this site, or undefined for whatever a browser would take for another place: another
 * origin, a scheme, or one of the spellings that the URL parser reads as `//host` (bypass class
 * of open redirects: backslashes, and the tab and line feeds that it strips).
 */
export function localPath(text: string | null | undefined): string | undefined {
  if (typeof text !== "string" || !text.startsWith("/") || text.length > 2048) return undefined;
  if (/[\\\p{Cc}]/u.test(text)) return undefined;
  const base = "https://site.invalid";
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  // Built again from its parts, so that `/./` and `/x/..//` cannot become `//host` on the way.
  const path = `${url.pathname}${url.search}${url.hash}`;
  return url.origin === base && !path.startsWith("//") ? path : undefined;
}
