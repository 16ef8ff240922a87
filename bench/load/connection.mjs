// A client that costs little: the machine's two cores are shared with the server that is measured.
import { connect } from "node:net";

const END_OF_HEAD = "\r\n\r\n";

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {string[]} cookies `name=value` of each `Set-Cookie`
 * @property {string} body
 */

/** One keep-alive connection with one request under way at a time (RFC 9112). */
export class Connection {
  #socket;
  #host;
  #received = Buffer.alloc(0);
  /** @type {{ resolve: (answer: Answer) => void, reject: (error: Error) => void } | undefined} */
  #waiting;

  /**
   * @param {number} port of the loopback address
   * @param {string} host what the `Host` header says
   */
  constructor(port, host) {
    this.#host = host;
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (chunk) => this.#take(chunk));
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(new Error("the server closed the connection")));
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Readonly<Record<string, string>>} headers
   * @param {string} [body]
   * @returns {Promise<Answer>}
   */
  send(method, path, headers, body) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const length = body === undefined ? "" : `content-length: ${Buffer.byteLength(body)}\r\n`;
    const head = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\n${lines.join("")}${length}`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(`${head}\r\n${body ?? ""}`);
    });
  }

  close() {
    this.#socket.removeAllListeners("close");
    this.#socket.destroy();
  }

  #take(chunk) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#received.toString("latin1", 0, end);
    const body = bodyOf(head, this.#received.subarray(end + END_OF_HEAD.length));
    if (body === undefined) return;
    this.#received = Buffer.alloc(0);
    const { resolve } = this.#waiting ?? {};
    this.#waiting = undefined;
    resolve?.({ status: Number(head.slice(9, 12)), cookies: cookiesOf(head), body });
  }

  #fail(error) {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}

/** The body, or undefined while some of it is still under way. */
function bodyOf(head, bytes) {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    return bytes.length < Number(length) ? undefined : bytes.toString("utf8", 0, Number(length));
  }
  return /\r\ntransfer-encoding: *chunked/i.test(head) ? chunksOf(bytes.toString("latin1")) : "";
}

function chunksOf(text) {
  let body = "";
  for (let at = 0; ; ) {
    const line = text.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(text.slice(at, line), 16);
    const next = line + 2 + size + 2;
    if (next > text.length) return undefined;
    if (size === 0) return Buffer.from(body, "latin1").toString("utf8");
    body += text.slice(line + 2, line + 2 + size);
    at = next;
  }
}

function cookiesOf(head) {
  return [...head.matchAll(/\r\nset-cookie: *([^;\r]*)/gi)].map(([, pair = ""]) => pair);
}
