import { HOTP, Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import type { StepView } from "../../src/flows/view.ts";
import { begin, beginSignIn, sessionOf } from "./acting.ts";
import { caller, createWorld, must, signIn, signUp, type World } from "./world.ts";

/** What is set up in a session: how long it may take, and what it is good for afterwards. */

const EMAIL = "ann@example.org";
const HALF_AN_HOUR = 1800;

async function inSession(world: World, action: string) {
  const { authenticator, session: first } = await signUp(world, EMAIL);
  const session = sessionOf(await (await signIn(world, authenticator)).answer());
  const acting = await begin(world, caller("laptop", session), { action });
  /** Shown again in between, for what has to be fresh when it is bound. */
  const showPasskey = async () => {
    const step = await acting.step("passkey");
    if (step.method !== "passkey") throw new TypeError("a passkey step is expected");
    return acting.submit(
      step,
      authenticator.get(step.publicKey, { origin: "https://accounts.example" }),
    );
  };
  return { ...acting, showPasskey, account: first.account };
}

/** What the application that took the seed shows now. */
function codeOf(world: World, step: StepView): string {
  if (!("secret" in step)) throw new TypeError("a seed is expected");
  const secret = Secret.fromBase32(step.secret.replaceAll(" ", ""));
  return HOTP.generate({ secret, counter: Math.floor(world.now() / 30_000), digits: 6 });
}

function savedCodeOf(step: StepView): string {
  const [code] = "codes" in step ? step.codes : [];
  if (code === undefined) throw new TypeError("saved codes are expected");
  return code;
}

describe("what was shown and never confirmed", () => {
  test.each(["totp", "recovery-code"] as const)(
    "%s: is bound within half an hour",
    async (method) => {
      const world = createWorld();
      const { step, submit, showPasskey, account } = await inSession(world, `enrol:${method}`);
      const shown = await step(method, "enrol");
      expect(shown.expiresAt - world.now()).toBe(HALF_AN_HOUR * 1000);
      world.advance(HALF_AN_HOUR - 1);
      must(await showPasskey());
      const answer = method === "totp" ? codeOf(world, shown) : savedCodeOf(shown);
      expect(must(await submit(shown, answer)).view.state).toBe("allowed");
      expect(await world.store.secretsOf(account)).toMatchObject([{ method }]);
    },
  );

  test.each(["totp", "recovery-code"] as const)("%s: and not after it", async (method) => {
    const world = createWorld();
    const { id, who, step, submit, showPasskey, account } = await inSession(
      world,
      `enrol:${method}`,
    );
    const shown = await step(method, "enrol");
    world.advance(HALF_AN_HOUR);
    must(await showPasskey());
    const answer = method === "totp" ? codeOf(world, shown) : savedCodeOf(shown);
    expect(await submit(shown, answer)).toMatchObject({ code: "step_expired" });
    // Nor is it shown again: whoever finds the page open an hour later reads nothing off it.
    expect(await world.flows.again(who, id, shown.step)).toBeNull();
    expect(await world.store.secretsOf(account)).toEqual([]);
  });
});

test("B33: the code that confirmed a seed does not sign in; the next one does", async () => {
  const world = createWorld();
  const { step, submit } = await inSession(world, "enrol:totp");
  const shown = await step("totp", "enrol");
  const code = codeOf(world, shown);
  must(await submit(shown, code));
  const { show } = await beginSignIn(world, EMAIL, "elsewhere");
  expect(await show("totp", code)).toMatchObject({ code: "step_consumed" });
  world.advance(30);
  expect(await show("totp", code)).toMatchObject({ code: "step_consumed" });
  expect(must(await show("totp", codeOf(world, shown))).view.state).toBe("open");
});

describe("another address", () => {
  const FRESH = "ann@new.example";

  test("is told of to the old one and to itself", async () => {
    const world = createWorld();
    const { authenticator } = await signUp(world, EMAIL);
    const session = sessionOf(await (await signIn(world, authenticator)).answer());
    const { step, submit } = await begin(world, caller("laptop", session), {
      action: "change:email",
      params: { address: FRESH },
    });
    const asked = await step("email-code", "enrol");
    must(await submit(asked, await world.code(FRESH)));
    for (const to of [EMAIL, FRESH]) {
      expect([to, await newestLetter(world, to)]).toEqual([
        to,
        expect.objectContaining({ notice: "address-added" }),
      ]);
    }
  });

  test.each(["", "ann", "ann@", "two@at@example.org", "ann@new.example\nbcc: x"])(
    "%j is none, and no attempt comes of it",
    async (address) => {
      const world = createWorld();
      const { session } = await signUp(world, EMAIL);
      const beginning = { action: "change:email", params: { address } };
      const begun = await world.flows.begin(caller("laptop", session), beginning, undefined);
      expect(begun).toMatchObject({ ok: false, code: "identifier_malformed" });
    },
  );
});

async function newestLetter(world: World, to: string): Promise<unknown> {
  const [message] = await world.store.messagesTo(to, 1);
  const opened = world.deps.keys.open("message", message?.sealed ?? "", to);
  return opened.ok ? opened.value : null;
}
