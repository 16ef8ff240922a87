import type { CDPSession, Page } from "playwright-core";

export type PasskeyKind =
  | "platform-synced"
  | "platform-bound"
  | "security-key"
  | "security-key-without-uv";

/** Members of `WebAuthn.VirtualAuthenticatorOptions` (Chrome DevTools Protocol). */
export interface DeviceOptions {
  readonly protocol: "ctap2" | "u2f";
  readonly ctap2Version: "ctap2_0" | "ctap2_1";
  readonly transport: "usb" | "nfc" | "ble" | "cable" | "internal";
  readonly hasResidentKey: boolean;
  readonly hasUserVerification: boolean;
  readonly isUserVerified: boolean;
  readonly automaticPresenceSimulation: boolean;
  readonly defaultBackupEligibility: boolean;
  readonly defaultBackupState: boolean;
}

/** A credential of a virtual authenticator; bytes are base64 (not base64url), as CDP has them. */
export interface DeviceCredential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  /** PKCS#8 in DER. */
  readonly privateKey: string;
  readonly signCount: number;
  readonly rpId?: string;
  readonly userHandle?: string;
  readonly userName?: string;
  readonly userDisplayName?: string;
  readonly backupEligibility?: boolean;
  readonly backupState?: boolean;
}

/** Lies of the authenticator, until they are set again; what is not named is true. */
export interface ResponseLies {
  readonly isBogusSignature?: boolean;
  readonly isBadUV?: boolean;
  readonly isBadUP?: boolean;
}

/** An authenticator that the page has. It lives as long as the page and survives navigation. */
export interface PasskeyDevice {
  setUserVerified(isUserVerified: boolean): Promise<void>;
  /** Off: nobody touches it, and what the page asks stays pending. */
  setPresence(present: boolean): Promise<void>;
  overrideBits(lies: ResponseLies): Promise<void>;
  /** Everything it holds, private keys included: give it to another's `addCredential` to clone it. */
  credentials(): Promise<readonly DeviceCredential[]>;
  addCredential(credential: DeviceCredential): Promise<void>;
  removeCredential(credentialId: string): Promise<void>;
  setCredentialProperties(
    credentialId: string,
    properties: { readonly backupEligibility?: boolean; readonly backupState?: boolean },
  ): Promise<void>;
  /** Takes the authenticator away from the page. */
  remove(): Promise<void>;
}

const PLATFORM = {
  protocol: "ctap2",
  ctap2Version: "ctap2_1",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
  defaultBackupEligibility: false,
  defaultBackupState: false,
} as const;

const KINDS: Readonly<Record<PasskeyKind, DeviceOptions>> = {
  "platform-synced": { ...PLATFORM, defaultBackupEligibility: true, defaultBackupState: true },
  "platform-bound": PLATFORM,
  "security-key": { ...PLATFORM, transport: "usb" },
  "security-key-without-uv": {
    ...PLATFORM,
    transport: "usb",
    hasResidentKey: false,
    hasUserVerification: false,
    isUserVerified: false,
  },
};

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** The virtual authenticators of a page belong to one DevTools session. */
function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const opened = openSession(page);
  sessions.set(page, opened);
  return opened;
}

async function openSession(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  // With the browser's own dialogs, calls of a headless browser would never be answered.
  await session.send("WebAuthn.enable", { enableUI: false });
  return session;
}

/**
 * Gives a page an authenticator. Chromium's has the AAGUID `01020304-0506-0708-0102-030405060708`,
 * except for a security key without attestation, which has none.
 *
 * A page, not a context, has authenticators: what a second page or a pop-up asks never ends.
 * After a few failed user verifications one stays blocked: take a fresh one for each such test.
 */
export async function addPasskeyDevice(
  page: Page,
  kind: PasskeyKind,
  overrides: Partial<DeviceOptions> = {},
): Promise<PasskeyDevice> {
  const session = await sessionOf(page);
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: { ...KINDS[kind], ...overrides },
  });
  return device(session, authenticatorId);
}

function device(session: CDPSession, authenticatorId: string): PasskeyDevice {
  return {
    async setUserVerified(isUserVerified) {
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
    },
    async setPresence(enabled) {
      const parameters = { authenticatorId, enabled };
      await session.send("WebAuthn.setAutomaticPresenceSimulation", parameters);
    },
    async overrideBits(lies) {
      await session.send("WebAuthn.setResponseOverrideBits", { authenticatorId, ...lies });
    },
    async credentials() {
      return (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
    },
    async addCredential(credential) {
      await session.send("WebAuthn.addCredential", { authenticatorId, credential });
    },
    async removeCredential(credentialId) {
      await session.send("WebAuthn.removeCredential", { authenticatorId, credentialId });
    },
    async setCredentialProperties(credentialId, properties) {
      const parameters = { authenticatorId, credentialId, ...properties };
      await session.send("WebAuthn.setCredentialProperties", parameters);
    },
    async remove() {
      await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}
