import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { toBase64url } from "../base/bytes.ts";
import { AssayFault } from "../base/fault.ts";
import type { Instant } from "../base/time.ts";
import { type KeyFile, keyFileText, newKeyFile, parseKeyFile, rotateKeyFile } from "./key-file.ts";

/** Where the keys come from: the text of a key file, or the file itself. */
export type KeySource =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "file";
      readonly path: string;
      /** Only in development: a deployment that makes its own keys loses what it sealed before. */
      readonly createIfMissing: boolean;
    };

/**
 * Reads the keys, and makes a new key file where the source allows it.
 * @throws AssayFault `ASSAY_KEYS_MISSING`, `ASSAY_KEYS_MALFORMED` or `ASSAY_KEYS_UNREADABLE`.
 */
export async function loadKeys(source: KeySource, now: Instant): Promise<KeyFile> {
  if (source.kind === "text") return parseKeyFile(source.text, "ASSAY_KEYS");
  const found = await readIfThere(source.path);
  if (found !== undefined) return parseKeyFile(found, source.path);
  if (!source.createIfMissing) {
    throw new AssayFault(
      "ASSAY_KEYS_MISSING",
      `there is no key file at ${source.path}; \`assay keys new\` prints a new one`,
    );
  }
  await createFile(source.path, keyFileText(newKeyFile(now)));
  // Another process may have been first: what stands there now is what counts.
  return parseKeyFile((await readIfThere(source.path)) ?? "", source.path);
}

/**
 * Puts a new current key into a key file, in its place: whole or not at all.
 * @returns the id of the new key
 * @throws AssayFault `ASSAY_KEYS_MISSING`, `ASSAY_KEYS_MALFORMED` or `ASSAY_KEYS_UNREADABLE`
 */
export async function rotateKeys(path: string, now: Instant): Promise<string> {
  const file = await loadKeys({ kind: "file", path, createIfMissing: false }, now);
  const rotated = rotateKeyFile(file, now);
  const draft = await writeDraft(path, keyFileText(rotated));
  await rename(draft, path);
  return rotated.keys.find(({ state }) => state === "current")?.id ?? "";
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (hasCode(cause, "ENOENT")) return undefined;
    throw new AssayFault("ASSAY_KEYS_UNREADABLE", `${path} cannot be read`, { cause });
  }
}

/** Puts a file in its place, which fails quietly where another one stands already. */
async function createFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = await writeDraft(path, text);
  try {
    await link(draft, path);
  } catch (cause) {
    if (!hasCode(cause, "EEXIST")) throw cause;
  } finally {
    await unlink(draft);
  }
}

/** Writes a file that only its owner can read beside its place, synced: a crash leaves no half. */
async function writeDraft(path: string, text: string): Promise<string> {
  const draft = `${path}.${toBase64url(randomBytes(6))}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && "code" in cause && cause.code === code;
}
