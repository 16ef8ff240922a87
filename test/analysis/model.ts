import type { Scenario, ScenarioChannel } from "../../src/analysis/scenario-schema.ts";

/**
 * The model of the weakest link once more, as plain conditions on what an attacker has: written
 * from its description, without rules, antichains or a policy. It answers for one attacker at a
 * time.
 */
export type Has = (compromise: string) => boolean;

/** Capabilities with all that they imply, in the world of a scenario. */
export function attacker(capabilities: readonly string[], { world }: Scenario): Has {
  const all = new Set(capabilities);
  for (const device of ["phone", "laptop"] as const) {
    if (all.has(`takes-unlocked(${device})`)) all.add(`takes-locked(${device})`);
    if (all.has(`knows-pin(${device})`) && world.syncCircle.includes(device)) {
      all.add("knows-escrow");
    }
  }
  if (all.has("malware(laptop)")) all.add("infostealer(laptop)");
  if (all.has("coaches-user")) all.add("phishes-live");
  for (const key of ["k1", "k2"]) if (all.has(`extracts-key(${key})`)) all.add(`takes-key(${key})`);
  return (compromise) => all.has(compromise);
}

export function hasAccess(scenario: Scenario, has: Has): boolean {
  const { world, preRegistration } = scenario;
  const copied =
    world.sessions === "cookie" &&
    (has("steals-session") ||
      (world.signInDevices.includes("laptop") && has("infostealer(laptop)")));
  const ridden = world.signInDevices.some((one) => opens(has, one) || has(`malware(${one})`));
  const survives = preRegistration && has("pre-registers");
  return copied || ridden || survives || signsIn(scenario, has) || recovers(scenario, has);
}

export function hasControl(scenario: Scenario, has: Has): boolean {
  const { stepUpForEnrolment, enrolDelay, preRegistration } = scenario;
  const steppedUp =
    stepUpForEnrolment === "session" ? hasAccess(scenario, has) : signsIn(scenario, has);
  const enrols = steppedUp || (preRegistration && has("pre-registers"));
  const unseen = enrolDelay === null || undisturbed(scenario, has, enrolDelay.notify);
  return recovers(scenario, has) || (enrols && unseen);
}

function signsIn(scenario: Scenario, has: Has): boolean {
  return scenario.signIn.some((path) => path.every((name) => falls(scenario, has, name)));
}

function recovers(scenario: Scenario, has: Has): boolean {
  return scenario.recovery.some(
    ({ factors, delayed, notify }) =>
      factors.every((name) => falls(scenario, has, name)) &&
      (delayed !== true || undisturbed(scenario, has, notify ?? [])),
  );
}

function undisturbed(scenario: Scenario, has: Has, notify: readonly ScenarioChannel[]): boolean {
  const quiet = (channel: ScenarioChannel) => {
    if (channel === "email") return readsMail(scenario, has);
    if (channel === "sms") return readsMessages(scenario, has);
    const device = channel.slice("app:".length);
    return has(`takes-locked(${device})`) || has(`malware(${device})`);
  };
  return has("user-unresponsive") || notify.every(quiet);
}

function opens(has: Has, device: string): boolean {
  return has(`takes-unlocked(${device})`) || verifies(has, device);
}

function verifies(has: Has, device: string): boolean {
  return has(`takes-locked(${device})`) && has(`knows-pin(${device})`);
}

function readsMail({ world: { inboxOn } }: Scenario, has: Has): boolean {
  return (
    has("controls-email") ||
    inboxOn.some((device) => opens(has, device)) ||
    (inboxOn.includes("laptop") && has("infostealer(laptop)")) ||
    (inboxOn.includes("phone") && has("malware(phone)"))
  );
}

function readsMessages({ world: { devices } }: Scenario, has: Has): boolean {
  const withPhone = has("takes-locked(phone)") || has("malware(phone)");
  return has("controls-number") || (devices.includes("phone") && withPhone);
}

function falls(scenario: Scenario, has: Has, name: string): boolean {
  const { world } = scenario;
  const onSignIn = world.signInDevices.some((device) => has(`malware(${device})`));
  const typed = has("phishes-live") || onSignIn;
  const seed = has("reads-server-db") && (world.seedAtRest === "plain" || has("reads-server-keys"));
  const vault = has("knows-master") && (!world.vault2fa || has("passes-vault-2fa"));
  const inCircle = (test: (device: string) => boolean) => world.syncCircle.some(test);
  const infected = inCircle((device) => has(`malware(${device})`));
  const relayed = has("phishes-live") && has("near(phone)");
  const hybrid = world.syncCircle.includes("phone") && relayed;
  const provider = has("enters-provider") && has("knows-escrow");
  const key = name.split(":")[2] ?? "";
  switch (name.replace(/:k\d$/, "")) {
    case "password": {
      const reset = world.resetByEmail && readsMail(scenario, has);
      const cracked = has("reads-server-db") && has("pw-guessable");
      return has("learns-password") || typed || cracked || reset;
    }
    case "totp:app":
      return typed || opens(has, "phone") || has("malware(phone)") || seed;
    case "totp:hardware":
      return typed || has("takes-token") || seed;
    case "totp:vault":
      return has("phishes-live") || vault || infected || inCircle((one) => opens(has, one)) || seed;
    case "sms-code":
      return typed || readsMessages(scenario, has);
    case "email-code":
      return typed || readsMail(scenario, has);
    case "magic-link":
      return has("coaches-user") || readsMail(scenario, has);
    case "recovery-code":
      return has("phishes-live") || has("has-recovery-code");
    case "push":
      return typed || opens(has, "phone");
    case "trusted-device:laptop":
      return has("infostealer(laptop)") || opens(has, "laptop");
    case "helpdesk":
      return has("fools-helpdesk");
    case "proofing":
      return has("defeats-proofing");
    case "pk:sync":
      return inCircle((one) => verifies(has, one)) || infected || provider || hybrid;
    case "pk:sync-no-uv":
      return inCircle((one) => opens(has, one)) || infected || provider || hybrid;
    case "pk:third-party":
      return vault || inCircle((one) => opens(has, one)) || infected || hybrid;
    case "pk:bound-laptop":
      return verifies(has, "laptop") || has("malware(laptop)");
    case "pk:bound-phone":
      return verifies(has, "phone") || onSignIn || relayed;
    case "pk:key-pin": {
      const used = has(`takes-key(${key})`) && has(`knows-key-pin(${key})`);
      return used || has(`extracts-key(${key})`) || onSignIn;
    }
    case "pk:key-no-uv":
      return has(`takes-key(${key})`) || onSignIn;
    default:
      throw new TypeError(name);
  }
}
