import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAuthenticator } from "../../src/testing/public.ts";
import { type RunningAssay, startAssay } from "./harness/server.ts";

let assay: RunningAssay;
beforeAll(async () => {
  assay = await startAssay();
});
afterAll(async () => {
  await assay?.stop();
});

/** A client that talks to the real process and keeps its cookies over restarts. */
function createClient(origin: string) {
  const cookies = new Map<string, string>();
  return {
    async call(method: string, path: string, body?: unknown) {
      const answer = await fetch(`${origin}${path}`, {
        method,
        headers: {
          origin,
          "content-type": "application/json",
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return { status: answer.status, body: (await answer.json()) as Record<string, never> };
    },
  };
}

type Client = ReturnType<typeof createClient>;

/** Each step of a sign-up, as a function of what came before. */
function signUpSteps(client: Client, email: string) {
  const authenticator = createAuthenticator();
  let id = "";
  let step = "";
  let publicKey: unknown;
  return {
    authenticator,
    steps: [
      async () => {
        const identifier = email;
        const begun = await client.call("POST", "/api/attempts", {
          action: "sign-up",
          identifier,
          method: "email-code",
        });
        id = begun.body["id"] ?? "";
        step = begun.body["step"]?.["step"] ?? "";
      },
      async () => {
        const response = await assay.code(email);
        await client.call("POST", `/api/attempts/${id}/evidence`, { step, response });
      },
      async () => {
        const wanted = { method: "passkey", ceremony: "enrol" };
        const begun = await client.call("POST", `/api/attempts/${id}/steps`, wanted);
        step = begun.body["step"] ?? "";
        publicKey = begun.body["publicKey"];
      },
      async () => {
        const response = authenticator.create(publicKey as never, { origin: assay.origin });
        await client.call("POST", `/api/attempts/${id}/evidence`, { step, response });
      },
    ],
  };
}

async function signIn(
  client: Client,
  authenticator: ReturnType<typeof createAuthenticator>,
  kill: boolean,
) {
  const wanted = { action: "sign-in", method: "passkey" };
  const begun = await client.call("POST", "/api/attempts", wanted);
  const step = begun.body["step"];
  const response = authenticator.get(step?.["publicKey"] as never, { origin: assay.origin });
  if (kill) await assay.killAndRestart();
  const path = `/api/attempts/${begun.body["id"]}/evidence`;
  const answer = { step: step?.["step"], response };
  return {
    first: await client.call("POST", path, answer),
    again: () => client.call("POST", path, answer),
  };
}

describe("killed and started again", () => {
  test("between any two steps of a sign-up, it goes on where it was", async () => {
    for (let after = 0; after < 4; after += 1) {
      const client = createClient(assay.origin);
      const { authenticator, steps } = signUpSteps(client, `kill${after}@example.org`);
      for (const [index, take] of steps.entries()) {
        await take();
        if (index === after) await assay.killAndRestart();
      }
      // What was answered is kept: the session, and the account that can sign in again.
      expect((await client.call("GET", "/api/session")).status).toBe(200);
      const { first } = await signIn(createClient(assay.origin), authenticator, false);
      expect(first.body).toMatchObject({ state: "allowed" });
    }
  });

  test("in the middle of a sign-up, there is no account that anybody could sign in to", async () => {
    const client = createClient(assay.origin);
    const { authenticator, steps } = signUpSteps(client, "half@example.org");
    for (const take of steps.slice(0, 3)) await take();
    await assay.killAndRestart();
    expect((await client.call("GET", "/api/session")).status).toBe(401);
    expect(authenticator.credentials()).toEqual([]);
    const again = createClient(assay.origin);
    const whole = signUpSteps(again, "half@example.org");
    for (const take of whole.steps) await take();
    expect((await again.call("GET", "/api/session")).status).toBe(200);
  });

  test("between the challenge and the answer, one session comes of it, and only one", async () => {
    const client = createClient(assay.origin);
    const { authenticator, steps } = signUpSteps(client, "once@example.org");
    for (const take of steps) await take();
    const { first, again } = await signIn(createClient(assay.origin), authenticator, true);
    expect(first.body).toMatchObject({ state: "allowed" });
    await assay.killAndRestart();
    expect((await again()).status).toBe(409);
  });
});
