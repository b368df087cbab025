/** Calls that a `hold` rule keeps until they are released or their client goes away. */
export interface Holds {
  readonly count: number;
  /** True when released, false when dropped or when `gone` was aborted first. */
  wait(gone: AbortSignal): Promise<boolean>;
  /** Resolves as soon as a call is held, or when all are dropped. */
  arrival(): Promise<void>;
  /** Lets all of them go and returns how many there were. */
  release(): number;
  /** Ends all of them as if their clients had gone: the server stops. */
  drop(): void;
}

export function holds(): Holds {
  const held = new Set<(released: boolean) => void>();
  const awaiting = new Set<() => void>();
  const tell = () => {
    for (const one of awaiting) one();
    awaiting.clear();
  };
  return {
    get count() {
      return held.size;
    },
    wait(gone) {
      if (gone.aborted) return Promise.resolve(false);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const end = (released: boolean) => {
        held.delete(end);
        gone.removeEventListener('abort', leave);
        resolve(released);
      };
      const leave = () => end(false);
      held.add(end);
      tell();
      gone.addEventListener('abort', leave);
      return promise;
    },
    arrival: () => (held.size > 0 ? Promise.resolve() : new Promise((resolve) => void awaiting.add(resolve))),
    release() {
      const all = [...held];
      for (const end of all) end(true);
      return all.length;
    },
    drop() {
      for (const end of [...held]) end(false);
      tell();
    },
  };
}
