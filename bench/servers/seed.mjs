// The same people in every database, by bulk insert, before any server runs.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { built, root } from "../dist.mjs";
import { seedBetterAuth } from "./better-auth-setup.mjs";
import { openDatabase } from "./database.mjs";

const BATCH = 500;

/**
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof import("../people.mjs").makePeople>>} people
 */
export async function seed(folder, people) {
  await seedAssay(folder, people);
  await seedBetterAuth(folder, people);
  seedSimpleWebAuthn(folder, people);
}

async function seedAssay(folder, people) {
  const { keyFileText, newKeyFile } = await built("keys/key-file.js");
  const { openStore } = await built("store/open.js");
  const keys = keyFileText(newKeyFile(Date.now()));
  writeFileSync(join(folder, "assay-keys.json"), keys, { mode: 0o600 });
  const url = `sqlite:${join(folder, "assay", "assay.db")}`;
  const store = await openStore(url);
  for (let at = 0; at < people.length; at += BATCH) {
    const batch = people.slice(at, at + BATCH);
    await store.transact(async (tx) => {
      for (const person of batch) await insert(tx, person);
    });
  }
  await store.close();
  // As in a site that has run for a while: who is new is graded by whoever runs, in between.
  const command = [join(root, "dist/cli/main.js"), "reassess"];
  const env = { ...process.env, ASSAY_DATABASE_URL: url };
  execFileSync(process.execPath, command, { env, cwd: folder, stdio: "ignore" });
}

async function insert(tx, { account, userHandle, email, passkey, enrolment }) {
  const createdAt = Date.now();
  const address = { channel: "email", address: email, normalised: email, provedAt: createdAt };
  const { clientDataJSON, algorithm: _, transports: __, aaguid: ___, ...record } = passkey;
  const state = "active";
  const added = [
    await tx.insertAccount({
      id: account,
      userHandle,
      state,
      groups: [],
      everHad: ["passkey"],
      createdAt,
    }),
    await tx.insertAddress({ account, ...address }),
    await tx.insertCredential({
      ...record,
      account,
      name: null,
      state,
      createdAt,
      lastUsedAt: null,
      settlesAt: null,
      graded: null,
      enrolment,
      clientDataJson: clientDataJSON,
    }),
  ];
  if (added.includes(false)) throw new Error("an account could not be added");
}

function seedSimpleWebAuthn(folder, people) {
  const database = openDatabase(join(folder, "simplewebauthn.db"));
  database.exec(`
    CREATE TABLE passkeys (id TEXT PRIMARY KEY, account TEXT NOT NULL, cose BLOB NOT NULL,
      counter INTEGER NOT NULL, used INTEGER);
    CREATE TABLE challenges (id TEXT PRIMARY KEY, text TEXT NOT NULL, expires INTEGER NOT NULL);
    CREATE TABLE sessions (id TEXT PRIMARY KEY, account TEXT NOT NULL, expires INTEGER NOT NULL)`);
  const add = database.prepare("INSERT INTO passkeys VALUES (?, ?, ?, 0, NULL)");
  database.exec("BEGIN");
  for (const { account, passkey } of people) {
    add.run([passkey.id, account, Buffer.from(passkey.publicKey, "base64url")]);
  }
  database.exec("COMMIT");
  database.close();
}
