import { type Assay, composeAssay } from "../../src/compose/compose.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import type { AssayConfig } from "../../src/config/settings.ts";
import { type Clock, instant } from "../../src/base/time.ts";
import { keyFileText, newKeyFile } from "../../src/keys/key-file.ts";
import { type Authenticator, createAuthenticator, type Lie } from "../../src/testing/public.ts";

export const ORIGIN = "http://localhost:3000";

/** The whole site in this process, on a database in memory, in development mode. */
export async function openSite(
  policy?: string,
  more: AssayConfig = {},
  clock: Clock = () => instant(Date.now()),
): Promise<Assay> {
  const settings = resolveConfig(
    {
      keys: keyFileText(newKeyFile(instant(0))),
      logLevel: "silent",
      ...(policy && { policy }),
      ...more,
    },
    { env: {}, cwd: "/nowhere", dev: true },
  );
  return composeAssay({ ...settings, database: { driver: "sqlite", path: ":memory:" } }, clock);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** JSON as it came, for tests to look into. */
export interface Body {
  readonly [name: string]: Body & string & number & readonly Body[];
}

/** A browser: it keeps cookies and says where it is. */
export class Browser {
  readonly #site: Assay;
  readonly cookies = new Map<string, string>();
  readonly address: string;

  constructor(site: Assay, address = "192.0.2.1") {
    this.#site = site;
    this.address = address;
  }

  get(path: string): Promise<Answer> {
    return this.send("GET", path);
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.send("POST", path, JSON.stringify(body));
  }

  delete(path: string): Promise<Answer> {
    return this.send("DELETE", path);
  }

  async send(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | null = null,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const headers = new Headers({ origin: ORIGIN, "content-type": "application/json" });
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (cookie !== "") headers.set("cookie", cookie);
    for (const [name, value] of Object.entries(more)) {
      if (value === "") headers.delete(name);
      else headers.set(name, value);
    }
    const request = new Request(`${ORIGIN}${path}`, { method, headers, body });
    const response = await this.#site.fetch(request, { remoteAddress: this.address });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return { status: response.status, headers: response.headers, body: await bodyOf(response) };
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";");
    const equals = pair.indexOf("=");
    const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
    if (line.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  get session(): string | undefined {
    return this.cookies.get("assay-session-3000");
  }
}

export async function mailTo(site: Assay, to: string): Promise<string> {
  const browser = new Browser(site);
  const { body } = await browser.get(`/dev/mailbox.json?to=${encodeURIComponent(to)}`);
  return body[0]?.["code"] ?? "";
}

export async function advance(site: Assay, advanceSeconds: number): Promise<void> {
  await new Browser(site).post("/dev/clock", { advanceSeconds });
}

/** Signs somebody up and gives the browser that is signed in, and the passkey. */
export async function signUp(site: Assay, email: string, browser = new Browser(site)) {
  const authenticator = createAuthenticator();
  const begun = await browser.post("/api/attempts", {
    action: "sign-up",
    identifier: email,
    method: "email-code",
  });
  const { id } = begun.body;
  const evidence = `/api/attempts/${id}/evidence`;
  const code = await mailTo(site, email);
  await browser.post(evidence, { step: begun.body["step"]?.["step"], response: code });
  const step = await browser.post(`/api/attempts/${id}/steps`, {
    method: "passkey",
    ceremony: "enrol",
  });
  const response = authenticator.create(step.body["publicKey"] as never, { origin: ORIGIN });
  const done = await browser.post(evidence, { step: step.body["step"], response });
  return { browser, authenticator, done, id };
}

/** Begins a sign-in and prepares its answer. */
export async function beginSignIn(
  browser: Browser,
  authenticator: Authenticator,
  lie?: Lie,
): Promise<{ evidence: string; answer: Readonly<Record<string, unknown>> }> {
  const begun = await browser.post("/api/attempts", { action: "sign-in", method: "passkey" });
  const step = begun.body["step"];
  const response = authenticator.get(step?.["publicKey"] as never, {
    origin: ORIGIN,
    ...(lie && { lie }),
  });
  return {
    evidence: `/api/attempts/${begun.body["id"]}/evidence`,
    answer: { step: step?.["step"], response },
  };
}

/** Adds or removes a passkey in a session that is fresh, or steps up first. */
export async function addPasskey(browser: Browser, known: Authenticator): Promise<Authenticator> {
  const begun = await browser.post("/api/attempts", { action: "enrol:passkey" });
  const { id } = begun.body;
  const evidence = `/api/attempts/${id}/evidence`;
  if (begun.body["options"]?.[0]?.["ceremony"] === "prove") {
    const step = await browser.post(`/api/attempts/${id}/steps`, { method: "passkey" });
    const response = known.get(step.body["publicKey"] as never, { origin: ORIGIN });
    await browser.post(evidence, { step: step.body["step"], response });
  }
  const authenticator = createAuthenticator();
  const step = await browser.post(`/api/attempts/${id}/steps`, {
    method: "passkey",
    ceremony: "enrol",
  });
  const response = authenticator.create(step.body["publicKey"] as never, { origin: ORIGIN });
  await browser.post(evidence, { step: step.body["step"], response });
  return authenticator;
}

async function bodyOf(response: Response): Promise<Body> {
  const text = await response.text();
  if (!(response.headers.get("content-type") ?? "").includes("json")) {
    return { text } as unknown as Body;
  }
  return JSON.parse(text) as Body;
}
