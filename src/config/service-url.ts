import { domainToASCII } from "node:url";

/** The address of a service that is no page of the web. */
export interface ServiceUrl {
  readonly scheme: string;
  /** As it is looked up: without the brackets of an IPv6 address, an international name in ASCII. */
  readonly host: string;
  readonly port: number | null;
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Without the slash that it begins with. */
  readonly path: string;
  readonly options: ReadonlyMap<string, string>;
}

/**
 * Reads `SCHEME://USER:PASSWORD@HOST:PORT/PATH?OPTION=VALUE`, or gives undefined. User and password
 * are percent-encoded (RFC 3986 section 3.2.1): a password may hold any letter.
 */
export function readServiceUrl(text: string): ServiceUrl | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = hostOf(url.hostname);
  const login = loginOf(url);
  if (host === "" || login === undefined || url.hash !== "") return undefined;
  const options = new Map(url.searchParams);
  // One that is given twice says two things.
  if (options.size !== url.searchParams.size) return undefined;
  return {
    scheme: url.protocol.slice(0, -1),
    host,
    port: url.port === "" ? null : Number(url.port),
    login,
    path: url.pathname.replace(/^\//, ""),
    options,
  };
}

function hostOf(hostname: string): string {
  const bracketed = /^\[(.*)\]$/.exec(hostname)?.[1];
  return bracketed ?? domainToASCII(decoded(hostname) ?? "");
}

/** Null: none is given. Undefined: half of one. */
function loginOf({ username, password }: URL): ServiceUrl["login"] | undefined {
  if (username === "" && password === "") return null;
  const [user, secret] = [decoded(username), decoded(password)];
  if (user === undefined || secret === undefined || user === "" || secret === "") return undefined;
  return { user, password: secret };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
