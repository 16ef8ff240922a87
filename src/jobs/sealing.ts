import { sealEvents } from "../audit/seal.ts";

/** Short enough that no sign-in waits for it noticeably. */
const BATCH = 200;

/**
 * Seals the lines of the audit record that have no place yet, batch by batch, until none is left or
 * it is asked to stop. Nobody who signs in waits for a place.
 */
export async function sealAll(
  deps: Parameters<typeof sealEvents>[0],
  stopped: () => boolean = () => false,
): Promise<number> {
  let sealed = 0;
  for (;;) {
    const batch = await sealEvents(deps, BATCH);
    sealed += batch;
    if (batch < BATCH || stopped()) return sealed;
  }
}
