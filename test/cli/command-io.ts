import { instant } from "../../src/base/time.ts";
import type { CommandIo } from "../../src/cli/io.ts";

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give: () => give(), given };
}

/** A world for commands that keeps what they say. */
export function commandIo(
  world: Partial<Pick<CommandIo, "env" | "cwd" | "clock" | "watched">> = {},
) {
  const said = { out: "", err: "" };
  const stop = signal();
  const answer = signal();
  const io: CommandIo = {
    env: {},
    cwd: "/nowhere",
    clock: () => instant(1_700_000_000_000),
    watched: false,
    ...world,
    out(text) {
      said.out += text;
      answer.give();
    },
    err(text) {
      said.err += text;
    },
    stopAsked: stop.given,
  };
  return { io, said, stop: stop.give, answered: answer.given };
}
