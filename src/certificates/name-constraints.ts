import {
  GeneralName,
  id_ce_subjectAltName,
  NameConstraints,
  SubjectAlternativeName,
} from "@peculiar/asn1-x509";
import type { GeneralSubtrees } from "@peculiar/asn1-x509";
import type { Certificate } from "./certificate.ts";
import { parseDer } from "./der.ts";
import { attributeValues, isWithin } from "./distinguished-name.ts";

const EMAIL_ADDRESS = "1.2.840.113549.1.9.1";

const FORMS = [
  "otherName",
  "rfc822Name",
  "dNSName",
  "x400Address",
  "directoryName",
  "ediPartyName",
  "uniformResourceIdentifier",
  "iPAddress",
  "registeredID",
] as const satisfies readonly (keyof GeneralName)[];

/** Reads the extension; `undefined` where it cannot be read, so that nothing may pass below it. */
export function parseNameConstraints(value: Uint8Array): NameConstraints | undefined {
  const constraints = parseDer(value, NameConstraints);
  const subtrees = [
    ...(constraints?.permittedSubtrees ?? []),
    ...(constraints?.excludedSubtrees ?? []),
  ];
  // RFC 5280 section 4.2.1.10: minimum is zero and maximum absent in this profile.
  const plain = subtrees.every((tree) => tree.minimum === 0 && tree.maximum === undefined);
  return plain ? constraints : undefined;
}

/** RFC 5280 section 6.1.3 (b) and (c): whether every name of the certificate is one it may bear. */
export function isNameAllowed(certificate: Certificate, constraints: NameConstraints): boolean {
  const names = namesOf(certificate);
  return (
    names?.every((name) => {
      const permitted = matches(name, constraints.permittedSubtrees);
      const excluded = matches(name, constraints.excludedSubtrees);
      return (
        permitted !== "outside" &&
        permitted !== "unclear" &&
        excluded !== "inside" &&
        excluded !== "unclear"
      );
    }) ?? false
  );
}

/** Subject (where not empty), alternative names, and a mail address in the subject. */
function namesOf(certificate: Certificate): readonly GeneralName[] | undefined {
  const names: GeneralName[] = [];
  const { subject } = certificate;
  if (subject.length > 0) names.push(new GeneralName({ directoryName: subject }));
  for (const rfc822Name of attributeValues(subject, EMAIL_ADDRESS)) {
    names.push(new GeneralName({ rfc822Name }));
  }
  const extension = certificate.extensions.get(id_ce_subjectAltName);
  if (extension === undefined) return names;
  const alternatives = parseDer(extension.value, SubjectAlternativeName);
  return alternatives === undefined ? undefined : [...names, ...alternatives];
}

/**
 * Only directory names are compared: attestation certificates bear no others. A name of another
 * form under a constraint on that form is `unclear`, which RFC 5280 section 4.2.1.10 has refused.
 */
function matches(
  name: GeneralName,
  subtrees: GeneralSubtrees | undefined,
): "unconstrained" | "inside" | "outside" | "unclear" {
  const bases = (subtrees ?? []).map(({ base }) => base);
  const sameForm = bases.filter((base) => formOf(base) === formOf(name));
  if (sameForm.length === 0) return "unconstrained";
  const { directoryName } = name;
  if (directoryName === undefined) return "unclear";
  const within = sameForm.some(
    (base) => base.directoryName !== undefined && isWithin(base.directoryName, directoryName),
  );
  return within ? "inside" : "outside";
}

function formOf(name: GeneralName): (typeof FORMS)[number] | undefined {
  return FORMS.find((form) => name[form] !== undefined);
}
