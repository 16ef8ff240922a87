import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import type {
  AuthenticationResponse,
  CreationOptions,
  RegistrationResponse,
  RequestOptions,
} from "../../../src/testing/public.ts";

/** A page with nothing but WebAuthn, under a policy as strict as the product's, to try things on. */
export interface PracticeSite {
  readonly origin: string;
  close(): Promise<void>;
}

const HTML = `<!doctype html><html lang="en"><title>Practice</title>
<link rel="icon" href="data:,"><script type="module" src="/page.js"></script>
<main><h1>Practice</h1></main></html>`;

const SCRIPT = `
const settle = (promise) => promise.then(
  (credential) => ({ answer: credential.toJSON() }),
  (error) => ({ error: error.name }),
);
window.practise = {
  create: (options) => settle(navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  })),
  get: (options) => settle(navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  })),
  await: async (options) => {
    const controller = new AbortController();
    let state = "pending";
    const outcome = settle(navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
      mediation: "conditional",
      signal: controller.signal,
    })).then((settled) => { state = "settled"; return settled; });
    window.practise.waiting = { controller, outcome, state: () => state };
  },
};`;

const CSP = "default-src 'none'; script-src 'self'; img-src data:; connect-src 'self'";

export async function openPracticeSite(): Promise<PracticeSite> {
  const server = createServer((request, response) => {
    const script = request.url === "/page.js";
    if (request.url === "/fault") response.statusCode = 500;
    response.setHeader("content-security-policy", CSP);
    response.setHeader("content-type", script ? "text/javascript" : "text/html; charset=utf-8");
    response.end(script ? SCRIPT : HTML);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "localhost", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** What came of a ceremony: the browser's JSON, or the name of the error it gave. */
export type Outcome<T> = { readonly answer: T } | { readonly error: string };

export function create(page: Page, options: CreationOptions) {
  const argument = JSON.stringify(options);
  return page.evaluate<Outcome<RegistrationResponse>>(`practise.create(${argument})`);
}

export function get(page: Page, options: RequestOptions) {
  const argument = JSON.stringify(options);
  return page.evaluate<Outcome<AuthenticationResponse>>(`practise.get(${argument})`);
}

export function answerOf<T>(outcome: Outcome<T>): T {
  if ("error" in outcome) throw new Error(`the browser gave ${outcome.error}`);
  return outcome.answer;
}
