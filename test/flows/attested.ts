import { definePolicy } from "../../src/policy/presets.ts";

/** Attested keys alone, without the proofing that nothing offers yet. */
export const ATTESTED = definePolicy({
  version: 1,
  name: "attested",
  extends: "regulated",
  actions: {
    "sign-up": {
      anyOf: [{ allOf: [{ prove: "email-code" }, { enrol: "passkey", class: "certified" }] }],
    },
  },
});
