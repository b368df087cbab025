/** Calls that a `hold` rule keeps until they are released or their client goes away. */
export interface Holds {
  readonly count: number;
  /** True when released, false when `gone` was aborted first. */
  wait(gone: AbortSignal): Promise<boolean>;
  /** Lets all of them go and returns how many there were. */
  release(): number;
}

export function holds(): Holds {
  const held = new Set<() => void>();
  return {
    get count() {
      return held.size;
    },
    wait(gone) {
      if (gone.aborted) return Promise.resolve(false);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const end = (released: boolean) => {
        held.delete(release);
        gone.removeEventListener('abort', leave);
        resolve(released);
      };
      const release = () => end(true);
      const leave = () => end(false);
      held.add(release);
      gone.addEventListener('abort', leave);
      return promise;
    },
    release() {
      const all = [...held];
      for (const letGo of all) letGo();
      return all.length;
    },
  };
}
