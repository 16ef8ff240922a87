import { passkeysSupported, tellKnown } from "./ceremony.ts";

/** The page `/account` after a change: password managers and keys learn of it. */
const list = document.querySelector<HTMLElement>("[data-rp][data-user]");
if (list !== null && passkeysSupported()) {
  const { rp = "", user = "", name = "" } = list.dataset;
  const credentialIds = [...list.querySelectorAll<HTMLElement>("[data-passkey-id]")].map(
    ({ dataset }) => dataset["passkeyId"] ?? "",
  );
  void tellKnown({ rpId: rp, userId: user, name, credentialIds });
}
