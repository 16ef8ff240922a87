import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";
import { AssayFault } from "../base/fault.ts";

/** The Fetch-standard handler that the server stands around. */
export type FetchHandler = (
  request: Request,
  info: { readonly remoteAddress?: string },
) => Promise<Response>;

export interface RunningServer {
  readonly port: number;
  /** Takes no more connections, lets those that wait for an answer have it, then resolves. */
  stop(): Promise<void>;
}

/** No form, ceremony or document of ours comes near these. */
const MOST_HEADER_BYTES = 16_384;
const MOST_BODY_BYTES = 1_048_576;

/** A browser sends its headers at once, and a passkey's answer soon after; a slow loris does not. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 5_000;
/** How long a stop waits for answers that are under way. */
const DRAIN_MS = 10_000;
const SWEEP_MS = 50;

/**
 * Listens, and answers with the handler.
 * @throws AssayFault `ASSAY_LISTEN` where the address cannot be listened on.
 */
export async function startHttpServer(
  handler: FetchHandler,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const server = createServer({
    maxHeaderSize: MOST_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  const listener = getRequestListener(
    (request, { incoming }) => handler(request, remoteOf(incoming.socket.remoteAddress)),
    { overrideGlobalObjects: true, errorHandler: answerFault },
  );
  server.on("request", (incoming, outgoing) => {
    if (declaredLength(incoming) > MOST_BODY_BYTES) refuseBody(outgoing);
    else void listener(incoming, outgoing);
  });
  await listen(server, host, port);
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

function remoteOf(remoteAddress: string | undefined): { readonly remoteAddress?: string } {
  return remoteAddress === undefined ? {} : { remoteAddress };
}

/** What the request says about itself; a body without a length is measured where it is read. */
function declaredLength(incoming: IncomingMessage): number {
  return Number(incoming.headers["content-length"] ?? 0);
}

function refuseBody(outgoing: ServerResponse): void {
  outgoing.writeHead(413, { "content-type": "application/json", connection: "close" });
  outgoing.end(JSON.stringify(answerOf("body_too_large", "The request was too large.")));
}

/** A target or a Host that makes no URL is the client's fault; anything else would be ours. */
function answerFault(fault: unknown): Response {
  return fault instanceof RequestError
    ? Response.json(answerOf("request_malformed", "The request was not understood."), {
        status: 400,
      })
    : Response.json(answerOf("internal", "Something went wrong on our side."), { status: 500 });
}

/** Before there is a request that the site could answer, the server says it in the same shape. */
function answerOf(code: string, message: string) {
  return { code, message, docs: `/docs/errors#${code}` };
}

/** The listener for errors stays: one that nobody hears would end the process. */
function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on("error", (cause) => {
      reject(new AssayFault("ASSAY_LISTEN", `${host}:${port}: ${cause.message}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    // A connection that was busy becomes idle with its answer, and nobody closes it then.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(late);
      clearInterval(sweep);
      resolve();
    });
  });
}
