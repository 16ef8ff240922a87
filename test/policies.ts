import { definePolicy } from "../src/policy/presets.ts";
import type { PolicyInput } from "../src/policy/schema.ts";

/** A passkey is one step of two here, whatever it is, and no second one is offered. */
export const PASSKEY_AND_ANOTHER: PolicyInput = {
  version: 1,
  name: "passkey-and-another",
  extends: "balanced",
  actions: {
    "sign-in": {
      anyOf: [
        { allOf: [{ prove: "passkey", class: "any" }, { prove: "totp" }] },
        { allOf: [{ prove: "passkey", class: "any" }, { prove: "password" }] },
      ],
    },
  },
};

export const passkeyAndAnother = definePolicy(PASSKEY_AND_ANOTHER);
