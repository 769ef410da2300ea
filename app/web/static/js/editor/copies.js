// A copy of what is typed stays in this browser until the server has it.

export function keepCopies(draft) {
  const key = `tandem-draft-${draft}`;
  const attempt = (step) => {
    try {
      return step();
    } catch {
      return null; // storage may be full or forbidden: saving goes on without a copy
    }
  };
  return {
    keep: (value) => attempt(() => localStorage.setItem(key, value)),
    drop: () => attempt(() => localStorage.removeItem(key)),
    /** Words that were typed here and never arrived; null when there are none. */
    find(current) {
      const kept = attempt(() => localStorage.getItem(key));
      if (kept === null || kept === current) {
        attempt(() => localStorage.removeItem(key));
        return null;
      }
      return kept;
    },
  };
}
