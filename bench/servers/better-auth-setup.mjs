// Better Auth with what a comparable site has: passkeys and a second factor. Its own defaults, but
// for its rate limit: all clients share one address here.
import { join } from "node:path";
import { passkey } from "@better-auth/passkey";
import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins";
import { getMigrations } from "better-auth/db/migration";
import { SqliteDialect } from "kysely";
import { ORIGIN, RP_ID } from "../people.mjs";
import { openDatabase } from "./database.mjs";

export function createAuth(folder) {
  return betterAuth(options(openDatabase(join(folder, "better-auth.db"))));
}

function options(database) {
  return {
    appName: "Bench",
    baseURL: ORIGIN,
    secret: "a secret of the benchmark, which guards nothing at all",
    database: { dialect: new SqliteDialect({ database }), type: "sqlite" },
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    plugins: [passkey({ rpID: RP_ID, rpName: "Bench", origin: ORIGIN }), twoFactor()],
  };
}

/** @param {import("../people.mjs").Person[]} people */
export async function seedBetterAuth(folder, people) {
  const database = openDatabase(join(folder, "better-auth.db"));
  const { runMigrations } = await getMigrations(options(database));
  await runMigrations();
  const now = new Date().toISOString();
  const user = database.prepare(
    `INSERT INTO user (id, name, email, emailVerified, createdAt, updatedAt, twoFactorEnabled)
     VALUES (?, ?, ?, 1, ?, ?, 0)`,
  );
  const key = database.prepare(
    `INSERT INTO passkey (id, publicKey, userId, credentialID, counter, deviceType, backedUp,
       transports, createdAt, aaguid) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
  );
  database.exec("BEGIN");
  for (const { account, email, passkey: one } of people) {
    const cose = Buffer.from(one.publicKey, "base64url").toString("base64");
    user.run([account, email, email, now, now]);
    key.run([account, cose, account, one.id, 0, "multiDevice", "internal,hybrid", now, one.aaguid]);
  }
  database.exec("COMMIT");
  database.close();
}
