import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Aaguid, CredentialId } from "../../src/base/ids.ts";
import { instant, type Instant } from "../../src/base/time.ts";
import { type Operations, openOperations } from "../../src/compose/operate.ts";
import type { Hooks } from "../../src/compose/operate-bench.ts";
import { resolveOperatorConfig } from "../../src/config/resolve.ts";
import type { AssayConfig, OperatorSettings } from "../../src/config/settings.ts";
import { openStore } from "../../src/store/open.ts";
import type { Store } from "../../src/store/port.ts";
import { createMetadataAuthority, metadataEntry } from "../../src/testing/public.ts";
import { aCredential, anAccount, anAddress, anEnrolment, NOW } from "../store/records.ts";
import { temporaryFolder } from "../store/sqlite-file.ts";

/** A site's folder with the root of a metadata service of nobody, and its operator's work. */

export { NOW } from "../store/records.ts";

export const MODEL = "01020304-0506-0708-0102-030405060708" as Aaguid;
const DAY = 86_400_000;
export const day = (days: number): string => new Date(NOW + days * DAY).toISOString().slice(0, 10);

type Authority = ReturnType<typeof createMetadataAuthority>;
type Contents = Partial<Parameters<Authority["blob"]>[0]>;

export const authority = createMetadataAuthority();
export const lists = (by: Authority = authority, revoked: readonly "signer"[] = []) =>
  by.crls({ thisUpdate: new Date(NOW - DAY), nextUpdate: new Date(NOW + DAY), revoked });

/** A blob about the one model, that a newer one replaces in ten days. */
export function blob(no: number, more: Contents = {}, by: Authority = authority): string {
  return by.blob({ no, nextUpdate: day(10), entries: [metadataEntry({ aaguid: MODEL })], ...more });
}

/** Certified before it was revoked, told in the wrong order: the order says nothing (R19). */
export const REVOKED = metadataEntry({
  aaguid: MODEL,
  reports: [
    { status: "REVOKED", effectiveDate: "2026-06-01" },
    { status: "FIDO_CERTIFIED_L1", effectiveDate: "2020-01-01" },
  ],
});

export const given = (text: string, crls: readonly Uint8Array[] = lists()) => ({
  blob: Buffer.from(text),
  crls,
  allowUnchecked: false,
});

export const quiet: Hooks = { progress: () => {}, stopped: () => false };
export const unseen = (): void => {};

export interface Desk {
  readonly cwd: string;
  readonly database: string;
  /** Writes a file into the folder and gives its path. */
  file(name: string, contents: object | string | Uint8Array): Promise<string>;
  settings(config?: AssayConfig): OperatorSettings;
  open(config?: AssayConfig, at?: Instant): Promise<Operations>;
  withStore<T>(work: (store: Store) => Promise<T>): Promise<T>;
}

export async function createDesk(): Promise<Desk> {
  const cwd = temporaryFolder();
  await writeFile(join(cwd, "root.der"), authority.root);
  const database = join(cwd, "data", "assay.db");
  const settings = (config: AssayConfig = {}) =>
    resolveOperatorConfig({ mdsRoots: ["root.der"], ...config }, { env: {}, cwd, dev: false });
  return {
    cwd,
    database,
    async file(name, contents) {
      const isText = typeof contents === "string" || contents instanceof Uint8Array;
      await writeFile(join(cwd, name), isText ? contents : JSON.stringify(contents));
      return join(cwd, name);
    },
    settings,
    open: async (config = {}, at = NOW) => openOperations(settings(config), () => instant(at)),
    async withStore(work) {
      const store = await openStore(`sqlite:${database}`);
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    },
  };
}

/** So many accounts, each with a passkey that nobody graded yet. */
export async function fill(desk: Desk, count: number): Promise<readonly CredentialId[]> {
  const made: CredentialId[] = [];
  await desk.withStore((store) =>
    store.transact(async (tx) => {
      for (let one = 0; one < count; one += 1) {
        const account = anAccount({ groups: [] });
        const credential = aCredential(account, { graded: null, settlesAt: null });
        const { id } = credential;
        await tx.insertAccount(account);
        await tx.insertAddress(anAddress({ account: account.id }));
        await tx.insertCredential({ ...credential, enrolment: anEnrolment(account, id) });
        made.push(id);
      }
    }),
  );
  return made;
}
