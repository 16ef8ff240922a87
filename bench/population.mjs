// Accounts of mixed shapes, as a site has them after some years: the same ones in every run.
import { built } from "./dist.mjs";

const BATCH = 2000;
/** How many in a hundred have each; the rest of the keepers' hundred are unknown. */
const KEEPERS = [
  ["fbfc3007-154e-4ecc-8c0b-6e020557d7bd", 30, true], // iCloud Keychain
  ["ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4", 22, true], // Google Password Manager
  ["08987058-cadc-4b81-b6e1-30de50dcbe96", 12, false], // Windows Hello
  ["bada5566-a7aa-401f-bd96-45619a55120d", 8, true], // 1Password
  ["d548826e-79b4-db40-a3d8-11116f7e8349", 8, true], // Bitwarden
  ["531126d6-e717-415c-9320-3d9aa6981239", 4, true], // Dashlane
  ["2fc0579f-8113-47ea-b116-bb5a8db9202a", 8, false], // a security key
];
const UNKNOWN = "00000000-0000-0000-0000-000000000000";
const NOW = 1_800_000_000_000;
const GROUPS = ["staff", "on-call", "finance", "guests"];

/**
 * Fills a store with so many accounts.
 * @param {any} store
 * @param {number} count
 * @param {(done: number) => void} [said]
 */
export async function populate(store, count, said = () => {}) {
  const make = await maker();
  for (let at = 0; at < count; at += BATCH) {
    await store.transact(async (tx) => {
      for (let index = at; index < Math.min(count, at + BATCH); index += 1) {
        await insert(tx, make(index));
      }
    });
    said(Math.min(count, at + BATCH));
  }
}

async function insert(tx, { account, addresses, credentials, secrets }) {
  const added = [await tx.insertAccount(account)];
  for (const one of addresses) added.push(await tx.insertAddress(one));
  for (const one of credentials) added.push(await tx.insertCredential(one));
  for (const one of secrets) added.push(await tx.insertSecret(one));
  if (added.includes(false)) throw new Error("an account could not be added");
}

async function maker() {
  const { mintEvidence } = await built("evidence/evidence.js");
  const { fact } = await built("evidence/provenance.js");
  const chance = dice(42);
  const some = (percent) => chance() * 100 < percent;
  return (index) => {
    const id = `0197b1c2-0000-7000-8000-${index.toString(16).padStart(12, "0")}`;
    const name = (kind, more = 0) => `${kind}-${index}-${more}`;
    const passkeys = some(25) ? 0 : some(60) ? 1 : some(70) ? 2 : 3;
    const credentials = Array.from({ length: passkeys }, (_, nth) => {
      const [aaguid, synced] = keeper(chance() * 100);
      const facts = { id, credential: name("key", nth), aaguid, synced, verified: !some(4) };
      return credentialOf(facts, enrolmentOf(facts, mintEvidence, fact), some(3));
    });
    const secrets = [
      [
        credentials.length === 0 || some(40),
        "password",
        { phc: "$argon2id$", pepper: null, length: 15 },
      ],
      [some(25), "totp", { ...SEED, keptIn: fact(some(50) ? "own-app" : "unknown", "claimed") }],
      [some(15), "sms-code", { number: `+4416329${index}` }],
      [some(30), "recovery-code", { kept: [{ hash: name("code"), usedAt: null }] }],
    ].flatMap(([has, method, body]) =>
      has ? [{ ...SECRET, id: name(method), account: id, method, body }] : [],
    );
    const everHad = [
      ...(credentials.length > 0 ? ["passkey"] : []),
      ...secrets.map(({ method }) => method),
    ];
    const groups = some(10) ? [GROUPS[Math.floor(chance() * GROUPS.length)]] : [];
    const account = {
      id,
      userHandle: name("handle"),
      state: "active",
      groups,
      everHad,
      createdAt: NOW,
    };
    const addresses = (some(8) ? [0, 1] : [0]).map((nth) =>
      addressOf(id, `${name("a", nth)}@people.example`),
    );
    return { account, addresses, credentials, secrets };
  };
}

const SEED = { seed: "sealed", algorithm: "SHA1", digits: 6, period: 30, lastStep: null };
const SECRET = { state: "active", createdAt: NOW, lastUsedAt: null, tries: 0, version: 1 };

function keeper(drawn) {
  let left = drawn;
  for (const [aaguid, percent, synced] of KEEPERS) {
    left -= percent;
    if (left < 0) return [aaguid, synced];
  }
  return [UNKNOWN, true];
}

function addressOf(account, address) {
  return { account, channel: "email", address, normalised: address, provedAt: NOW };
}

function enrolmentOf({ id, credential, aaguid, synced, verified }, mintEvidence, fact) {
  return mintEvidence(
    {
      kind: "passkey",
      ceremony: "enrol",
      account: id,
      at: NOW,
      credential,
      rpId: "bench.example",
      origin: fact("https://bench.example", "claimed"),
      crossOrigin: fact(false, "claimed"),
      topOrigin: fact(null, "claimed"),
      userVerificationAsked: "required",
      userPresent: fact(true, "signed"),
      userVerified: fact(verified, "signed"),
      backupEligible: fact(synced, "signed"),
      backedUp: fact(synced, "signed"),
      signCount: fact(0, "signed"),
      attachment: fact("platform", "claimed"),
      authenticatorExtensions: fact([], "signed"),
      aaguid: fact(aaguid, "claimed"),
      algorithm: -7,
      transports: fact(["internal", "hybrid"], "claimed"),
      discoverable: fact(true, "claimed"),
      attestation: { format: "none", verdict: "none", path: [], keyId: null },
      mediation: "modal",
    },
    "seen",
  );
}

function credentialOf({ id, credential, synced, verified }, enrolment, suspended) {
  return {
    id: credential,
    account: id,
    // As long as they really are.
    publicKey: "p".repeat(104),
    attestationObject: "a".repeat(260),
    clientDataJson: "c".repeat(180),
    counter: 0,
    backupEligible: synced,
    backedUp: synced,
    uvInitialized: verified,
    name: null,
    state: suspended ? "suspended" : "active",
    createdAt: NOW,
    lastUsedAt: null,
    settlesAt: null,
    graded: null,
    enrolment,
  };
}

/** Mulberry32: the same throws for the same seed. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
