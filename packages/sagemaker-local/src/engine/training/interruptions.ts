import { AwsError } from '../../contracts.ts';

/** Takes the spot instance of a running job away, as the real service does when capacity is needed elsewhere. */
export interface Interruptions {
  /** The signal of one instance of a job; it aborts with the cause `interrupted`. */
  instance(name: string): AbortSignal;
  /** The job has no instance any more. */
  end(name: string): void;
  /** Throws AwsError `ValidationException` for a job that does not run on spot capacity now. */
  interrupt(name: string): void;
}

export function openInterruptions(isSpot: (name: string) => boolean): Interruptions {
  const instances = new Map<string, AbortController>();
  return {
    instance(name) {
      const controller = new AbortController();
      instances.set(name, controller);
      return controller.signal;
    },
    end: (name) => void instances.delete(name),
    interrupt(name) {
      const controller = isSpot(name) ? instances.get(name) : undefined;
      if (controller === undefined)
        throw new AwsError('ValidationException', `No training job ${name} runs on spot capacity.`);
      controller.abort('interrupted');
    },
  };
}
