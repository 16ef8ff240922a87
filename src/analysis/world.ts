/** The devices of the person whom all of it is about. */
export const DEVICES = ["phone", "laptop"] as const;

export type Device = (typeof DEVICES)[number];

/** What formulas ask about the surroundings of an account, by the names that they ask it by. */
export interface World {
  readonly sets: Readonly<Record<DeviceSet, readonly Device[]>>;
  readonly flags: Readonly<Record<Flag, boolean>>;
}

/**
 * Devices that there are, that somebody signs in on, that show the inbox, that share synced keys.
 */
export const DEVICE_SETS = ["devices", "signIn", "inbox", "circle"] as const;

export type DeviceSet = (typeof DEVICE_SETS)[number];

export const FLAGS = ["resetByEmail", "plainSeeds", "boundSessions", "vault2fa"] as const;

export type Flag = (typeof FLAGS)[number];

/**
 * The person of whom nothing is known: a phone and a laptop, inbox and sign-in on both, in one
 * circle. What a server cannot see is at its worst.
 */
export const REFERENCE_WORLD: World = {
  sets: { devices: DEVICES, signIn: DEVICES, inbox: DEVICES, circle: DEVICES },
  flags: { resetByEmail: false, plainSeeds: false, boundSessions: false, vault2fa: false },
};

/** A world in which something more is so; the same one each time, so that what is read in it is kept. */
export function worldWith(world: World, flags: Partial<World["flags"]> = {}): World {
  const raised = { ...world.flags, ...flags };
  const key = FLAGS.map((flag) => Number(raised[flag])).join("");
  const known = others.get(world) ?? new Map<string, World>();
  others.set(world, known);
  const other = known.get(key) ?? { ...world, flags: raised };
  known.set(key, other);
  return other;
}

const others = new WeakMap<World, Map<string, World>>();
