import { loadConfig } from "../config/load.ts";
import type { Settings } from "../config/settings.ts";
import { type FetchHandler, startHttpServer } from "./http-server.ts";
import { type CommandIo, jsonLine } from "./io.ts";

/** What `serve` needs of an Assay. */
export interface Served {
  readonly fetch: FetchHandler;
  close(): Promise<void>;
}

/** Composes an Assay from checked settings. */
export type Compose = (settings: Settings) => Served | Promise<Served>;

export interface ServeOptions {
  readonly dev: boolean;
  readonly json: boolean;
  readonly config: string | undefined;
}

/**
 * Serves until the process is asked to stop: then it takes no more connections, lets the answers
 * under way go out, and closes the store.
 */
export async function serve(compose: Compose, io: CommandIo, options: ServeOptions): Promise<void> {
  const { env, cwd } = io;
  const settings = await loadConfig({ env, cwd, dev: options.dev, file: options.config });
  const assay = await compose(settings);
  try {
    const server = await startHttpServer(assay.fetch, settings);
    io.out(options.json ? jsonLine(listening(settings)) : greeting(settings));
    await io.stopAsked;
    await server.stop();
  } finally {
    await assay.close();
  }
}

function listening({ origin, host, port, dev }: Settings) {
  return { state: "listening", origin, host, port, dev };
}

function greeting({ dev, origin, host, port, dataDir }: Settings): string {
  if (!dev) return `Assay serves ${origin} and listens on ${host}, port ${port}.\n`;
  return `
  Assay is ready, in development mode.

    Demo      ${origin}/demo
    Mailbox   ${origin}/dev/mailbox
    Sign in   ${origin}/sign-in

  Try this: open the demo and sign up with any address. The code comes to the mailbox.
  Create a passkey, sign out, and sign in again with nothing but that passkey.

  Data is kept in ${dataDir}. Ctrl+C stops it.

`;
}
