// How a browser signs in at each of the servers, and asks who is signed in.
import { ORIGIN } from "../people.mjs";

/**
 * @typedef {import("./connection.mjs").Connection} Connection
 * @typedef {(options: object) => object} Sign answers WebAuthn's request options
 */

/**
 * @typedef {object} Site
 * @property {(connection: Connection, sign: Sign) => Promise<string[]>} signIn gives the cookies
 * @property {string} sessionPath
 * @property {(body: string) => boolean} knows whether the answer names somebody
 */

const JSON_TYPE = { origin: ORIGIN, "content-type": "application/json" };

/** @type {Readonly<Record<string, Site>>} */
export const SITES = {
  assay: {
    async signIn(connection, sign) {
      const begun = await post(connection, "/api/attempts", BEGINNING, []);
      const { id, step } = JSON.parse(begun.body);
      const answer = { step: step.step, response: sign(step.publicKey) };
      const done = await post(connection, `/api/attempts/${id}/evidence`, answer, begun.cookies);
      expect(done, (body) => body.state === "allowed");
      return [...begun.cookies, ...done.cookies];
    },
    sessionPath: "/api/session",
    knows: (body) => body.includes('"account"'),
  },
  "better-auth": {
    async signIn(connection, sign) {
      const path = "/api/auth/passkey";
      const begun = await connection.send("GET", `${path}/generate-authenticate-options`, {});
      const answer = { response: sign(JSON.parse(begun.body)) };
      const done = await post(connection, `${path}/verify-authentication`, answer, begun.cookies);
      expect(done, (body) => body.session !== undefined);
      return done.cookies;
    },
    sessionPath: "/api/auth/get-session",
    knows: (body) => body.includes('"session"'),
  },
  simplewebauthn: {
    async signIn(connection, sign) {
      const begun = await post(connection, "/options", {}, []);
      const answer = sign(JSON.parse(begun.body));
      const done = await post(connection, "/verify", answer, begun.cookies);
      expect(done, (body) => body.verified === true);
      return done.cookies;
    },
    sessionPath: "/session",
    knows: (body) => body.includes('"user"'),
  },
  bare: {
    signIn: () => Promise.resolve([]),
    sessionPath: "/",
    knows: (body) => body.includes('"account"'),
  },
};

const BEGINNING = { action: "sign-in", method: "passkey" };

function post(connection, path, body, cookies) {
  const headers = cookies.length === 0 ? JSON_TYPE : { ...JSON_TYPE, cookie: cookies.join("; ") };
  return connection.send("POST", path, headers, JSON.stringify(body));
}

/** A server that refuses is fast: its figures would mean nothing. */
function expect({ status, body }, holds) {
  if (status === 200 && holds(JSON.parse(body))) return;
  throw new Error(`a sign-in was refused: ${status} ${body.slice(0, 300)}`);
}
