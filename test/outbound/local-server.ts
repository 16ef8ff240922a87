import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import tls from "node:tls";
import { vi } from "vitest";
import {
  AUTHORITY_EXTENSIONS,
  certify,
  distinguishedName,
  extension,
  newIssuerKey,
  NO_AUTHORITY,
} from "../../src/testing/certificate-writer.ts";
import { der } from "../../src/testing/der.ts";

export interface LocalServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A server of this machine, on a port that was free. */
export async function serveHttp(listener: RequestListener): Promise<LocalServer> {
  return listen(createServer(listener), "http");
}

/** The same over TLS, under a root of nobody: see `trustLocalRoot`. */
export async function serveHttps(listener: RequestListener): Promise<LocalServer> {
  const server = createTlsServer({ key: leafKey, cert: pem(leaf) }, listener);
  return listen(server, "https");
}

/** From here on every TLS connection of this process is checked against the test's root. */
export function trustLocalRoot(): { restore(): void } {
  const connect: (options: tls.ConnectionOptions) => tls.TLSSocket = tls.connect;
  const spy = vi.spyOn(tls, "connect");
  spy.mockImplementation(((options: tls.ConnectionOptions) =>
    connect({ ...options, ca: pem(root) })) as typeof tls.connect);
  return { restore: () => spy.mockRestore() };
}

async function listen(server: Server, scheme: string): Promise<LocalServer> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const issuer = { name: distinguishedName("Assay local root", "Tests"), privateKey: newIssuerKey() };
const root = certify({
  subject: issuer.name,
  subjectKey: issuer.privateKey,
  issuer,
  extensions: AUTHORITY_EXTENSIONS,
});
const privateKey = newIssuerKey();
const leafKey = privateKey.export({ type: "pkcs8", format: "pem" });
/** RFC 5280 section 4.2.1.6: iPAddress. */
const thisMachine = der.sequence(der.implicit(7, Uint8Array.of(127, 0, 0, 1)));
const leaf = certify({
  subject: distinguishedName("127.0.0.1", "Tests"),
  subjectKey: privateKey,
  issuer,
  extensions: [NO_AUTHORITY, extension("2.5.29.17", false, thisMachine)],
});

/** Who this machine is to those who trust `authorities`. */
export const localIdentity = { key: leafKey, cert: pem(leaf), authorities: pem(root) };

function pem(certificate: Uint8Array): string {
  const text = Buffer.from(certificate).toString("base64");
  return `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
}
