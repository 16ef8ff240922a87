import * as z from "zod";
import type { Aaguid } from "../base/ids.ts";
import { instant } from "../base/time.ts";
import { fromBase64 } from "./base64.ts";

/**
 * The members of a blob that something here depends on (FIDO MDS v3.1 section 3.1, FIDO Metadata
 * Statements v3.1 section 3). Members that are not named here are let through and left out:
 * every version of the service brought new ones. `null` is what some writers say for absent.
 */

/** The start of a day that there is (UTC). */
const date = z.iso.date().transform((text) => instant(Date.parse(`${text}T00:00:00Z`)));

const der = z.string().transform((text, context) => {
  const bytes = fromBase64(text);
  if (bytes !== undefined) return bytes;
  context.addIssue("not base64");
  return z.NEVER;
});

const aaguid = z
  .string()
  .regex(/^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i)
  .transform((text) => text.toLowerCase() as Aaguid);

/** SHA-1 in hexadecimal. */
const keyId = z
  .string()
  .regex(/^[\da-f]{40}$/i)
  .transform((text) => text.toLowerCase());

/** Section 3.1.6. Entries are read one by one, so that one slip does not lose the others. */
export const payloadSchema = z.object({
  no: z.int().min(0),
  nextUpdate: date,
  entries: z.array(z.unknown()),
});

/** Section 3.1.1: what an entry is about. A name that is none is null, and hides no other. */
export const namesSchema = z.object({
  aaid: z.string().nullish().catch(null),
  aaguid: aaguid.nullish().catch(null),
  attestationCertificateKeyIdentifiers: z.array(keyId.nullable().catch(null)).nullish().catch(null),
});

/** FIDO Metadata Statements v3.1 section 3. */
export const statementSchema = z.object({
  aaguid: aaguid.nullish(),
  description: z.string().nullish(),
  keyProtection: z.array(z.string()).nullish(),
  attestationRootCertificates: z.array(z.string()).nullish(),
});

/** Section 3.1.3. A status that nobody knows is a status: what it is worth is not said here. */
export const reportSchema = z.object({
  status: z.string().min(1),
  effectiveDate: date.nullish(),
  sunsetDate: date.nullish(),
  certificate: der.nullish(),
});
