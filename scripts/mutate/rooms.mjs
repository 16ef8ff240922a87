// The rooms that are mutated, and where the tests stand that speak about each.

/**
 * @typedef {object} MutatedRoom
 * @property {readonly string[]} tests - folders under `test/`: those that concern the room and no others,
 * since a mutant that is killed only by a test of somebody else is a rule that its own room does not keep
 * @property {readonly string[]} except - files that are data
 * @property {readonly RoomPart[]} [parts] - files that are mutated apart, each part with tests of its own
 * @property {number} [runs] - how often a property is tried, where its test does not say
 */

/**
 * Files of a room whose names begin alike, and their tests. Such tests ask the rest of the room
 * thousands of questions: if they met its mutants too, each survivor would take a minute.
 *
 * @typedef {object} RoomPart
 * @property {readonly string[]} files - how the names of its files begin, and those of its own tests
 * @property {readonly string[]} also - how the names of other tests begin that speak about it
 */

/** @type {Readonly<Record<string, MutatedRoom>>} */
export const rooms = {
  "src/evidence": { tests: ["evidence"], except: [] },
  "src/assurance": { tests: ["assurance"], except: [] },
  "src/policy": {
    tests: ["policy"],
    except: [],
    parts: [
      { files: ["check", "answers"], also: ["names"] },
      { files: ["diff"], also: [] },
      { files: ["explain"], also: [] },
      { files: ["suppositions"], also: [] },
    ],
    runs: 25,
  },
  "src/analysis": {
    tests: ["analysis"],
    // Dated data: what it says is held to the oracle, which is data as well.
    except: ["src/analysis/formulas.ts"],
    runs: 10,
  },
  "src/trust": {
    tests: ["trust"],
    except: ["keys-others", "keys-yubico", "platform", "sources", "vaults"].map(
      (list) => `src/trust/providers/${list}.ts`,
    ),
  },
  "src/certificates": { tests: ["certificates"], except: [] },
  "src/methods/passkey": { tests: ["methods/passkey"], except: [] },
};

/** In each room this many of a hundred mutants are caught, or the run fails. */
export const LEAST_SCORE = 85;

/** The parts of a room that a name is about, by their numbers; null: what is in none of them. */
export function partsOf(name, room) {
  const { parts = [] } = rooms[room];
  const every = [null, ...parts.keys()];
  if (name === room) return every;
  const file = name.slice(room.length + 1);
  const own = parts.findIndex(({ files }) => files.some((start) => file.startsWith(start)));
  return [own === -1 ? null : own];
}

/** What is mutated of a room's part, as globs of source files. */
export function filesOf(name, room, part) {
  const { parts = [], except } = rooms[room];
  const but = except.map((each) => `!${each}`);
  if (name.endsWith(".ts")) return [name, ...but];
  const globsOf = ({ files }) => files.map((start) => `${room}/${start}*.ts`);
  if (part !== null) return [...globsOf(parts[part]), ...but];
  return [`${name}/**/*.ts`, ...but, ...parts.flatMap(globsOf).map((each) => `!${each}`)];
}

/** The tests that meet the mutants of a room's part, as globs. */
export function testsOf(room, part) {
  const { tests, parts = [] } = rooms[room];
  const named = (starts) =>
    tests.flatMap((folder) => starts.map((start) => `test/${folder}/**/${start}*.test.ts`));
  if (part !== null)
    return { include: named([...parts[part].files, ...parts[part].also]), exclude: [] };
  return { include: named([""]), exclude: named(parts.flatMap(({ files }) => files)) };
}
