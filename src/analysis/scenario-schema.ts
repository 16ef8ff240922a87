import { z } from "zod";
import { type PolicyProblem, problemsOf } from "../policy/problems.ts";
import { SCENARIO_AUTHENTICATORS } from "./scenario-authenticators.ts";
import { DEVICES } from "./world.ts";

/**
 * What a person writes who asks about an application that Assay need not be a part of: its ways in,
 * its ways back, and the person's surroundings.
 */

const authenticator = z.string().refine((text) => SCENARIO_AUTHENTICATORS.isName(text), {
  error: () => `one of ${SCENARIO_AUTHENTICATORS.names.join(", ")}`,
});

const path = z
  .array(authenticator)
  .min(1)
  .max(6)
  .refine((names) => new Set(names).size === names.length, "each authenticator once");

const devices = z.array(z.enum(DEVICES)).max(DEVICES.length);

const channels = z.array(z.enum(["email", "sms", "app:phone", "app:laptop"]));

const world = z.strictObject({
  devices: devices.min(1),
  signInDevices: devices.min(1),
  inboxOn: devices,
  syncCircle: devices,
  resetByEmail: z.boolean(),
  seedAtRest: z.enum(["plain", "sealed"]),
  sessions: z.enum(["cookie", "bound"]),
  vault2fa: z.boolean(),
});

const recovery = z.strictObject({
  factors: path,
  delayed: z.boolean().optional(),
  notify: channels.optional(),
});

/** For people alone, so that nothing depends on it. */
const title = z
  .string()
  .transform((text) => text.replaceAll(/\p{Cc}+/gu, " ").trim())
  .optional()
  .catch(undefined);

/** Beside these a file may say what it expects, as `scenarios.json` does: that is not read. */
const scenarioSchema = z.object({
  title,
  world,
  signIn: z.array(path).min(1).max(64),
  recovery: z.array(recovery).max(64),
  stepUpForEnrolment: z.enum(["a fresh sign-in by any listed path", "session"]),
  enrolDelay: z.strictObject({ notify: channels }).nullable(),
  preRegistration: z.boolean(),
});

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioChannel = z.infer<typeof channels>[number];

export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/**
 * Reads a scenario from anything. All problems are named at once, each with the field it stands in.
 */
export function readScenario(value: unknown): ReadScenario {
  const read = scenarioSchema.safeParse(value);
  if (!read.success) {
    const problems = problemsOf(read.error).map(({ path: at, expected }) => ({
      path: at === "(the policy)" ? "(the file)" : at,
      // The schema library says "Invalid input: expected …"; where it stands is said here.
      expected: expected.replace(/^Invalid \w+: expected /, ""),
    }));
    return { ok: false, problems };
  }
  const problems = [...deviceProblems(read.data), ...placeProblems(read.data)];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, scenario: read.data };
}

/** Nobody signs in on what is not there. */
function deviceProblems({
  world: { devices: owned, ...rest },
}: Scenario): readonly PolicyProblem[] {
  return (["signInDevices", "inboxOn", "syncCircle"] as const)
    .filter((name) => rest[name].some((device) => !owned.includes(device)))
    .map((name) => ({ path: `world.${name}`, expected: "some of world.devices" }));
}

/** An authenticator, or a notice, on a device that there is not. */
function placeProblems(scenario: Scenario): readonly PolicyProblem[] {
  const {
    signIn,
    recovery: back,
    enrolDelay,
    world: { devices: owned },
  } = scenario;
  const listed = [
    ...signIn.map((names, index) => ({ names, path: `signIn[${index}]` })),
    ...back.map(({ factors }, index) => ({ names: factors, path: `recovery[${index}].factors` })),
  ];
  const told = [
    ...back.map(({ notify = [] }, index) => ({ notify, path: `recovery[${index}].notify` })),
    { notify: enrolDelay?.notify ?? [], path: "enrolDelay.notify" },
  ];
  const isMissing = (device: string | undefined) =>
    device !== undefined && !owned.some((one) => one === device);
  return [
    ...listed.flatMap(({ names, path: at }) =>
      names.flatMap((name, index) => {
        const { livesOn } = SCENARIO_AUTHENTICATORS.named(name);
        if (!isMissing(livesOn)) return [];
        return [{ path: `${at}[${index}]`, expected: `the ${livesOn} among world.devices` }];
      }),
    ),
    ...told.flatMap(({ notify, path: at }) =>
      notify
        .map((channel) => channel.split(":")[1])
        .filter(isMissing)
        .map((device) => ({ path: at, expected: `the ${device} among world.devices` })),
    ),
  ];
}
