import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { onTestFinished } from "vitest";
import { withParameter } from "../postgres-database.ts";

/** What lies between a node and its server, and what may happen there. */
export interface Proxy {
  readonly url: string;
  /** Breaks every connection off. */
  cut(): void;
  /** Whether new connections are taken. */
  open: boolean;
  /** Nothing goes through any more, and nobody is told. */
  hang(): void;
  /** What happens to the next commit: its request is lost, or the answer to it. */
  losing: "nothing" | "commit" | "answer";
}

/** A way to the server of `url` that can be broken. */
export async function proxyTo(url: string): Promise<Proxy> {
  const { host, port } = new pg.Client({ connectionString: url });
  const folder = mkdtempSync(join(tmpdir(), "assay-proxy-"));
  const pairs = new Set<Pair>();
  const proxy = {
    url: withParameter(withParameter(url, "host", folder), "port", "5432"),
    open: true,
    losing: "nothing" as Proxy["losing"],
    cut: () => pairs.forEach((pair) => pair.end()),
    hang: () => pairs.forEach((pair) => pair.hang()),
  };
  const server = createServer((client) => {
    if (!proxy.open) {
      client.destroy();
      return;
    }
    const upstream = new Socket();
    if (host.startsWith("/")) upstream.connect(join(host, `.s.PGSQL.${port}`));
    else upstream.connect(port, host);
    const pair = new Pair(client, upstream, proxy);
    pairs.add(pair);
    client.once("close", () => pairs.delete(pair));
  });
  await listening(server, join(folder, ".s.PGSQL.5432"));
  onTestFinished(() => {
    proxy.cut();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return proxy;
}

/** One connection: what comes in on one side goes out on the other. */
class Pair {
  readonly #sockets: readonly [Socket, Socket];
  #hangs = false;

  constructor(client: Socket, upstream: Socket, proxy: Pick<Proxy, "losing">) {
    this.#sockets = [client, upstream];
    let losesAnswer = false;
    client.on("data", (bytes) => {
      if (this.#hangs) return;
      if (proxy.losing !== "nothing" && bytes.includes("COMMIT")) {
        losesAnswer = proxy.losing === "answer";
        proxy.losing = "nothing";
        if (!losesAnswer) return this.end();
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (losesAnswer) this.end();
      else if (!this.#hangs) client.write(bytes);
    });
    for (const socket of this.#sockets) socket.on("error", () => {}).on("close", () => this.end());
  }

  hang(): void {
    this.#hangs = true;
  }

  end(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve) => {
    server.listen(path, resolve);
  });
}
