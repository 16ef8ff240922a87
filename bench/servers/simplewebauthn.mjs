// The least that a careful developer writes around SimpleWebAuthn: challenges and sessions in the
// database, one durable commit to hand out a challenge and one to take it and open the session.
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import process from "node:process";
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import fastify from "fastify";
import { ORIGIN, RP_ID } from "../people.mjs";
import { announce } from "./child.mjs";
import { openDatabase } from "./database.mjs";

const CHALLENGE_MS = 300_000;
const SESSION_MS = 7 * 86_400_000;

const [folder = ""] = process.argv.slice(2);
const database = openDatabase(join(folder, "simplewebauthn.db"));
const sql = {
  addChallenge: database.prepare("INSERT INTO challenges (id, text, expires) VALUES (?, ?, ?)"),
  challenge: database.prepare("SELECT text FROM challenges WHERE id = ? AND expires > ?"),
  takeChallenge: database.prepare("DELETE FROM challenges WHERE id = ?"),
  passkey: database.prepare("SELECT account, cose, counter FROM passkeys WHERE id = ?"),
  count: database.prepare("UPDATE passkeys SET counter = ?, used = ? WHERE id = ?"),
  addSession: database.prepare("INSERT INTO sessions (id, account, expires) VALUES (?, ?, ?)"),
};

const app = fastify();

app.post("/options", async (_, reply) => {
  const options = await generateAuthenticationOptions({
    rpID: RP_ID,
    userVerification: "required",
  });
  const id = newToken();
  sql.addChallenge.run([id, options.challenge, Date.now() + CHALLENGE_MS]);
  reply.header("set-cookie", cookie("challenge", id));
  return options;
});

app.post("/verify", async ({ body, headers }, reply) => {
  const id = /(?:^|; )challenge=([\w-]+)/.exec(headers.cookie ?? "")?.[1] ?? "";
  const challenge = sql.challenge.get([id, Date.now()]);
  const passkey = sql.passkey.get([String(body.id)]);
  if (challenge === undefined || passkey === undefined) return refuse(reply);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: body,
    expectedChallenge: challenge.text,
    expectedOrigin: ORIGIN,
    expectedRPID: RP_ID,
    requireUserVerification: true,
    credential: { id: body.id, publicKey: new Uint8Array(passkey.cose), counter: passkey.counter },
  });
  const session = verified ? openSession(id, body.id, passkey, authenticationInfo) : undefined;
  if (session === undefined) return refuse(reply);
  reply.header("set-cookie", cookie("session", session));
  return { verified };
});

const openSession = database.transaction((challenge, passkey, { account }, { newCounter }) => {
  const now = Date.now();
  if (sql.takeChallenge.run([challenge]).changes !== 1) return undefined;
  sql.count.run([newCounter, now, passkey]);
  const token = newToken();
  const hash = createHash("sha256").update(token).digest("base64url");
  sql.addSession.run([hash, account, now + SESSION_MS]);
  return token;
});

function refuse(reply) {
  return reply.code(401).send({ verified: false });
}

function newToken() {
  return randomBytes(32).toString("base64url");
}

function cookie(name, value) {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Secure`;
}

await app.listen({ host: "127.0.0.1", port: 0 });
announce(app.server.address().port);
