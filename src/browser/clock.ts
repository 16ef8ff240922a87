/** The one module that reads the time or waits for it, so that tests can move both. */
export function now(): number {
  return Date.now();
}

/** Calls after so many milliseconds, unless what it returns is called before. */
export function after(milliseconds: number, call: () => void): () => void {
  const timer = setTimeout(call, milliseconds);
  return () => {
    clearTimeout(timer);
  };
}

/** Resolves after so many milliseconds. */
export function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    after(milliseconds, resolve);
  });
}
