import { toBase64url } from "../base/bytes.ts";
import { randomBytes } from "../base/random.ts";

/** The two cookies of a site. Both are opaque; neither can be read by a script. */
export interface Cookies {
  /** One random browser binding: attempts belong to it. */
  readonly browser: CookieJar;
  readonly session: CookieJar;
}

export interface CookieJar {
  read(request: Request): string | undefined;
  /** The `Set-Cookie` value that gives it to the browser. */
  set(value: string, maxAgeSeconds: number): string;
  clear(): string;
}

/**
 * `__Host-` cookies (RFC 6265bis section 4.1.3.2): Secure, of this host alone, for every path.
 * A browser keeps no Secure cookie for `http://localhost`, and does not tell its ports apart:
 * there, and only there, the name is plain and carries the port.
 */
export function createCookies(origin: string): Cookies {
  const url = new URL(origin);
  const plain = url.protocol === "http:";
  const name = (what: string) =>
    plain ? `assay-${what}-${url.port || "80"}` : `__Host-assay-${what}`;
  return { browser: jar(name("browser"), plain), session: jar(name("session"), plain) };
}

/** 256 random bits. */
export function newBinding(): string {
  return toBase64url(randomBytes(32));
}

function jar(name: string, plain: boolean): CookieJar {
  const attributes = `Path=/; HttpOnly; SameSite=Lax${plain ? "" : "; Secure"}`;
  return {
    read: (request) => readCookie(request.headers.get("cookie"), name),
    set: (value, maxAgeSeconds) => `${name}=${value}; Max-Age=${maxAgeSeconds}; ${attributes}`,
    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}

/** The first cookie of a name; a second one of the same name is somebody else's trick. */
function readCookie(header: string | null, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0 && pair.slice(0, equals).trim() === name) {
      const value = pair.slice(equals + 1).trim();
      return /^[A-Za-z0-9._-]{1,256}$/.test(value) ? value : undefined;
    }
  }
  return undefined;
}
