import type { WeakestLink } from "../../src/flows/weakest-link.ts";
import type { Named, ShownWay } from "../../src/flows/weakest-terms.ts";
import type { PageContext } from "../../src/pages/context.ts";
import type { Held } from "../../src/pages/held-name.ts";
import { renderWeakestLink } from "../../src/pages/weakest-link.tsx";

/** The page of what would take an account over, in every state that looks different. */
export function weakestPages(
  context: PageContext,
  held: Held,
  said: { readonly email: string; readonly id: string },
): Readonly<Record<string, string>> {
  const page = (link: WeakestLink) => renderWeakestLink({ context, held, link });
  const full = fullLink(said.email, said.id);
  return {
    "weakest-link": page(full),
    "weakest-link-incomplete": page({ ...full, complete: false, changes: [] }),
    "weakest-link-none": page(NONE),
  };
}

const plain = (what: string): Named => ({ what, about: { kind: "nothing" } });

function fullLink(email: string, id: string): WeakestLink {
  const passkey: ShownWay = { method: "passkey", credential: id, assertion: null };
  const link: ShownWay = { method: "external", credential: null, assertion: "enrolment-link" };
  const keyed = (what: string, credential: string): Named => ({
    what,
    about: { kind: "passkey", credential },
  });
  const mailbox: Named = { what: "controls-email", about: { kind: "channel", address: email } };
  const device: Named = { what: "malware", about: { kind: "device", device: "either" } };
  return {
    takeovers: [
      {
        needs: [mailbox, plain("has-recovery-code")],
        reach: "afar",
        legs: [{ kind: "recover", shown: [link, passkey], waits: true }],
        opensBaseline: true,
      },
      {
        needs: [keyed("takes-key", id), keyed("knows-key-pin", "added")],
        reach: "hand",
        legs: [
          { kind: "sign-in", shown: [passkey], waits: false },
          { kind: "binds", waits: false },
        ],
        opensBaseline: false,
      },
      { needs: [device], reach: "device", legs: [{ kind: "session" }], opensBaseline: true },
      ...["near", "server", "afar", "afar"].map((reach) => ({
        needs: [plain("phishes-live"), plain("of-an-operator's-own")],
        reach: reach as "near" | "server" | "afar",
        legs: [{ kind: "survives" } as const],
        opensBaseline: false,
      })),
    ],
    besideBaseline: { standing: "incomparable", withstood: [[plain("phishes-live")]] },
    changes: [
      {
        doing: { kind: "add", method: "passkey", keeper: "hardware-key" },
        closes: [[mailbox], [device], [plain("phishes-live")], [plain("takes-token")]],
        opens: [],
        frees: [[plain("phone"), keyed("key", id)], []],
        binds: [[keyed("device", id), keyed("device", "added")]],
        complete: true,
      },
      {
        doing: { kind: "remove", shown: { method: "sms-code", credential: id, assertion: null } },
        closes: [[mailbox]],
        opens: [],
        frees: [],
        binds: [],
        complete: true,
      },
    ],
    drills: [
      { lost: keyed("passkey", id), standing: "out", left: [], addFirst: [["passkey"]] },
      { lost: plain("password"), standing: "out", left: [], addFirst: [] },
      {
        lost: plain("phone"),
        standing: "help",
        left: [{ action: "recover", shown: [link, passkey], waits: true }],
        addFirst: [["passkey"], ["totp"]],
      },
      {
        lost: { what: "inbox", about: { kind: "channel", address: email } },
        standing: "in",
        left: [{ action: "sign-in", shown: [passkey], waits: false }],
        addFirst: [],
      },
    ],
    lockedOutBy: [[plain("phone"), keyed("key", id)], [plain("operator")]],
    complete: true,
    asOf: "2026-11-23",
    limits: ["possibilities", "dated"],
  };
}

const NONE: WeakestLink = {
  takeovers: [],
  besideBaseline: { standing: "dominates", withstood: [] },
  changes: [],
  drills: [],
  lockedOutBy: [[]],
  complete: true,
  asOf: "2026-11-23",
  limits: ["possibilities"],
};
