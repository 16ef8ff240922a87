import { createHash } from "node:crypto";
import { concat } from "../base/bytes.ts";
import { bend, type Flags, type Lie } from "./lie.ts";

const FLAG_BIT: Readonly<Record<keyof Flags, number>> = {
  UP: 0x01,
  UV: 0x04,
  BE: 0x08,
  BS: 0x10,
  AT: 0x40,
  ED: 0x80,
};

/** What an authenticator states about itself and its user in one ceremony. */
export interface Statement {
  readonly rpId: string;
  readonly flags: Pick<Flags, "UP" | "UV" | "BE" | "BS">;
  readonly signCount: number;
  /** Attested credential data (WebAuthn L3 section 6.5.1); at registration only. */
  readonly attested?: {
    readonly aaguid: string;
    readonly credentialId: Uint8Array;
    readonly credentialKey: Uint8Array;
  };
}

/** Authenticator data (WebAuthn L3 section 6.1), with its lies. */
export function authenticatorData(statement: Statement, lie: Lie): Uint8Array {
  const attested = attestedCredentialData(statement, lie);
  const extensions = lie.extensions ?? new Uint8Array();
  const flags = {
    ...statement.flags,
    AT: attested.byteLength > 0,
    ED: extensions.byteLength > 0,
    ...lie.flags,
  };
  const data = concat(
    bend(sha256(lie.rpId ?? statement.rpId), lie.rpIdHash),
    Uint8Array.of(flagByte(flags)),
    bigEndian(lie.signCount ?? statement.signCount, 4),
    attested,
    extensions,
  );
  return bend(data, lie.authenticatorData);
}

function attestedCredentialData({ attested }: Statement, lie: Lie): Uint8Array {
  if (attested === undefined) return new Uint8Array();
  const { credentialId } = attested;
  return concat(
    Buffer.from((lie.aaguid ?? attested.aaguid).replaceAll("-", ""), "hex"),
    bigEndian(credentialId.byteLength, 2),
    credentialId,
    bend(attested.credentialKey, lie.credentialKey),
  );
}

function flagByte(flags: Flags): number {
  const names: (keyof Flags)[] = ["UP", "UV", "BE", "BS", "AT", "ED"];
  return names.reduce((byte, name) => (flags[name] ? byte | FLAG_BIT[name] : byte), 0);
}

function bigEndian(value: number, length: number): Uint8Array {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntBE(value, 0, length);
  return buffer;
}

export function sha256(data: string | Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(data).digest());
}
