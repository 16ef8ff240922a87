import { readFile } from "node:fs/promises";
import { AssayFault } from "../base/fault.ts";
import { parseCrl } from "../certificates/crl.ts";

/**
 * A blob as it was brought. Whether it is one is for others to say.
 * @throws AssayFault `ASSAY_MDS_FILE`
 */
export async function readBlob(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const expected = "the blob of the metadata service, as it was downloaded";
    throw new AssayFault("ASSAY_MDS_FILE", `${path}: expected ${expected}`, { cause });
  }
}

/**
 * Lists of revoked certificates as DER, out of files in DER or PEM.
 * @throws AssayFault `ASSAY_CRL_FILE` that names the file
 */
export async function readCrls(paths: readonly string[]): Promise<readonly Uint8Array[]> {
  return (await Promise.all(paths.map(readLists))).flat();
}

const PEM = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/g;

async function readLists(path: string): Promise<readonly Uint8Array[]> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw faultOf(path, cause);
  });
  const texts = [...bytes.toString("latin1").matchAll(PEM)].map(([, text = ""]) => text);
  const lists = texts.length === 0 ? [bytes] : texts.map((text) => Buffer.from(text, "base64"));
  for (const list of lists) {
    // Of a list that can be read, the verifier says what it is good for.
    const read = parseCrl(list);
    if (!read.ok && read.code === "crl_malformed") throw faultOf(path, read.detail);
  }
  return lists;
}

function faultOf(path: string, cause: unknown): AssayFault {
  const expected = "lists of revoked certificates in DER or PEM";
  return new AssayFault("ASSAY_CRL_FILE", `${path}: expected ${expected}`, { cause });
}
