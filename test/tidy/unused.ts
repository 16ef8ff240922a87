/**
 * Exports of `src/` that nothing in `src/` uses, each with its reason. The list only shrinks: a test
 * says when a line may go.
 */
export const UNUSED: readonly string[] = [
  // The flows are driven through many thousand sequences on it.
  "store/memory.ts#createMemoryStore",
];
