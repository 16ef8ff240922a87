import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import { AssayFault } from "../base/fault.ts";

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Certificates in files, as DER: PEM (one or more) or DER.
 * @throws AssayFault `ASSAY_CERTIFICATE_FILE` that names the file
 */
export async function readCertificates(paths: readonly string[]): Promise<readonly Uint8Array[]> {
  return (await Promise.all(paths.map(readOne))).flat();
}

async function readOne(path: string): Promise<readonly Uint8Array[]> {
  try {
    const bytes = await readFile(path);
    const found = bytes.toString("latin1").match(PEM);
    return (found ?? [bytes]).map((one) => new X509Certificate(one).raw);
  } catch (cause) {
    const expected = "a certificate in PEM or DER";
    throw new AssayFault("ASSAY_CERTIFICATE_FILE", `${path}: expected ${expected}`, { cause });
  }
}

/** SHA-256 of GlobalSign's Root R3 and Root R46: what the metadata service's certificate is under. */
const FIDO_ROOTS: ReadonlySet<string> = new Set([
  "CB:B5:22:D7:B7:F1:27:AD:6A:01:13:86:5B:DF:1C:D4:10:2E:7D:07:59:AF:63:5A:7C:F4:72:0D:C9:63:C5:3B",
  "4F:A3:12:6D:8D:3A:11:D1:C4:85:5A:4F:80:7C:BA:D6:CF:91:9D:3A:5A:88:B0:3B:EA:2C:63:72:D9:3C:40:C9",
]);

/** The host that FIDO's own signer has to be of: these roots certify the whole web. */
export const FIDO_SIGNER = "mds.fidoalliance.org";

/** FIDO's roots, out of those that the runtime trusts: none is shipped, and none is pinned but here. */
export function fidoRoots(): readonly Uint8Array[] {
  return rootCertificates
    .map((pem) => new X509Certificate(pem))
    .filter(({ fingerprint256 }) => FIDO_ROOTS.has(fingerprint256))
    .map(({ raw }) => raw);
}
