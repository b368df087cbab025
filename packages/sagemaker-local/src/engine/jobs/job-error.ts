/** Whose fault a failed job is, in SageMaker's words: the request's, the program's, or the service's. */
export type Blame = 'ClientError' | 'AlgorithmError' | 'InternalServerError';

/** Ends a job as Failed. */
export class JobError extends Error {
  readonly blame: Blame;

  constructor(blame: Blame, message: string, options?: ErrorOptions) {
    super(message, options);
    this.blame = blame;
  }
}

/** FailureReason and ExitMessage hold 1024 characters. */
export const maxReasonCharacters = 1024;
