import { type Assay, composeAssay } from "../../src/compose/compose.ts";
import { instant, type Instant } from "../../src/base/time.ts";
import { runCommand } from "../../src/cli/program.ts";
import type { Compose } from "../../src/cli/serve.ts";
import { resolveConfig } from "../../src/config/resolve.ts";
import { keyFileText, newKeyFile } from "../../src/keys/key-file.ts";
import {
  type Authenticator,
  createAuthenticator,
  createTestRoot,
  metadataEntry,
  type MetadataReport,
} from "../../src/testing/public.ts";
import { type Desk, NOW } from "../compose/metadata-desk.ts";
import { Browser, mailTo, ORIGIN } from "../http/site.ts";
import { commandIo } from "./command-io.ts";

/** A site and its operator's commands, on one database file. */

const never: Compose = () => {
  throw new TypeError("nothing is composed here");
};

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunWorld {
  readonly clock?: () => Instant;
  readonly env?: Readonly<Record<string, string>>;
  readonly watched?: boolean;
  /** Asked to stop before it begins. */
  readonly stopped?: true;
}

/** Runs a command in a site's folder. */
export async function run(desk: Pick<Desk, "cwd">, ...args: string[]): Promise<Ran> {
  return runIn(desk, {}, ...args);
}

export async function runIn(
  { cwd }: Pick<Desk, "cwd">,
  { env = {}, stopped, ...world }: RunWorld,
  ...args: string[]
): Promise<Ran> {
  const surroundings = { ASSAY_MDS_ROOTS: "root.der", ...env };
  const { io, said, stop } = commandIo({ cwd, env: surroundings, clock: () => NOW, ...world });
  if (stopped === true) stop();
  const code = await runCommand(args, never, io);
  return { code, ...said };
}

/** The same, with its answer in JSON. */
export async function runJson(desk: Pick<Desk, "cwd">, ...args: string[]) {
  const { code, out } = await run(desk, ...args, "--json");
  return { code, answer: JSON.parse(out) };
}

export async function openSite({ cwd }: Desk): Promise<Assay> {
  const config = {
    keys: keyFileText(newKeyFile(instant(0))),
    logLevel: "silent",
    mdsRoots: ["root.der"],
  };
  return composeAssay(resolveConfig(config, { env: {}, cwd, dev: true }), () => NOW);
}

/** A vendor of security keys, and what he tells the metadata service of his model. */
export const VENDOR_MODEL = "00112233-4455-6677-8899-aabbccddeeff";
const vendor = createTestRoot();
export const securityKey = (): Authenticator =>
  createAuthenticator({
    kind: "security-key",
    attestation: "packed",
    aaguid: VENDOR_MODEL,
    testRoot: vendor,
  });

export const vendorEntry = (...reports: readonly MetadataReport[]) =>
  metadataEntry({ aaguid: VENDOR_MODEL, anchors: [vendor.certificate], reports });

export const CERTIFIED = { status: "FIDO_CERTIFIED_L1", effectiveDate: "2020-01-01" } as const;
export const WAS_REVOKED = { status: "REVOKED", effectiveDate: "2026-06-01" } as const;

/** Adds a security key to an account whose other passkey is at hand; gives the last answer. */
export async function enrolKey(browser: Browser, known: Authenticator, added: Authenticator) {
  const begun = await browser.post("/api/attempts", { action: "enrol:passkey", method: "passkey" });
  const evidence = `/api/attempts/${begun.body["id"]}/evidence`;
  const proof = begun.body["step"];
  const shown = known.get(proof?.["publicKey"] as never, { origin: ORIGIN });
  await browser.post(evidence, { step: proof?.["step"], response: shown });
  return createKey(browser, `${begun.body["id"]}`, added);
}

/** Signs somebody up with a security key, the only one of the new account. */
export async function signUpWithKey(site: Assay, email: string, key: Authenticator) {
  const browser = new Browser(site);
  const wanted = { action: "sign-up", identifier: email, method: "email-code" };
  const { body } = await browser.post("/api/attempts", wanted);
  const response = await mailTo(site, email);
  const answer = { step: body["step"]?.["step"], response };
  await browser.post(`/api/attempts/${body["id"]}/evidence`, answer);
  return { browser, done: await createKey(browser, `${body["id"]}`, key) };
}

async function createKey(browser: Browser, attempt: string, key: Authenticator) {
  const step = await browser.post(`/api/attempts/${attempt}/steps`, {
    method: "passkey",
    ceremony: "enrol",
    params: { authenticator: "security-key" },
  });
  const response = key.create(step.body["publicKey"] as never, { origin: ORIGIN });
  const answer = { step: step.body["step"], response };
  return browser.post(`/api/attempts/${attempt}/evidence`, answer);
}
