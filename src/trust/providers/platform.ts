import { entries, type ProviderEntry } from "./entry.ts";
import { COMMUNITY_LIST, METADATA_NAMES } from "./sources.ts";

const NAMES = {
  // Apple has two: the second is for keychains that an organisation manages.
  "fbfc3007-154e-4ecc-8c0b-6e020557d7bd": "Apple Passwords",
  "dd4ec289-e01d-41c9-bb89-70fa845d4bf2": "iCloud Keychain (Managed)",
  "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4": "Google Password Manager",
  // The keys of a browser profile: bound to the Mac, used with Touch ID, never synced.
  "adce0002-35bc-c60a-648b-0b25f1f05503": "Chrome on Mac",
  "b5397666-4885-aa6b-cebf-e52262a439a2": "Chromium Browser",
  "771b48fd-d3d4-4f74-9232-fc157ab0507a": "Edge on Mac",
  // One name for three ways to keep a key: a TPM, virtualisation-based security, software.
  "08987058-cadc-4b81-b6e1-30de50dcbe96": "Windows Hello",
  "9ddd1817-af5a-4672-a2b9-3e3dd95000a9": "Windows Hello",
  "6028b017-b1d4-4c02-b4b3-afcdafc96bb2": "Windows Hello",
  "d3452668-01fd-4c12-926c-83a4204853aa": "Microsoft Password Manager",
  // What passkeys.dev had against it was its BE flag, not its UV; the entry went in April 2026.
  "53414d53-554e-4700-0000-000000000000": "Samsung Pass",
};

/** What comes with the device or its system, and is opened by the device's own lock. */
export const PLATFORM_PROVIDERS: readonly ProviderEntry[] = [
  ...entries("platform", COMMUNITY_LIST, NAMES),
  ...entries("platform", METADATA_NAMES, {
    "b93fd961-f2e6-462f-b122-82002247de78": "Android Authenticator",
  }),
];
