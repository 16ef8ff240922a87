import type { AttributeTypeAndValue, Name, RelativeDistinguishedName } from "@peculiar/asn1-x509";

/** The values of one attribute of a name, in their order, as text. */
export function attributeValues(name: Name, type: string): readonly string[] {
  return name.flatMap((part) =>
    part.filter((attribute) => attribute.type === type).map(({ value }) => value.toString()),
  );
}

/** The attribute's value, where it stands exactly once and says something. */
export function soleValue(name: Name, type: string): string | undefined {
  const [value, ...others] = attributeValues(name, type);
  return others.length > 0 || value === "" ? undefined : value;
}

/** RFC 5280 section 7.1: whether the name lies in the subtree of `base`, so begins with it. */
export function isWithin(base: Name, name: Name): boolean {
  return (
    base.length <= name.length &&
    base.every((part, index) => {
      const other = name[index];
      return other !== undefined && sameParts(part, other);
    })
  );
}

/** A relative name is a set: the order of its attributes says nothing. */
function sameParts(a: RelativeDistinguishedName, b: RelativeDistinguishedName): boolean {
  const others = new Set(b.map(comparable));
  return a.length === b.length && a.every((attribute) => others.has(comparable(attribute)));
}

/**
 * RFC 5280 section 7.1: case and runs of white space are ignored, and so is the string type, so
 * that an excluded name cannot be had by another spelling.
 */
function comparable({ type, value }: AttributeTypeAndValue): string {
  const text = value.toString().normalize("NFKC").trim().replaceAll(/\s+/g, " ");
  return `${type}=${text.toLowerCase()}`;
}
