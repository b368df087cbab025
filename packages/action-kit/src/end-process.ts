/** Ends the process when everything printed has left it: a socket kept alive must not keep the step running. */
export async function endProcess(exitCode: number): Promise<void> {
  await new Promise((flushed) => process.stdout.write('', flushed));
  process.exit(exitCode);
}
