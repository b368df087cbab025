import type { PreparedImage } from '../images/index.ts';
import type { Container } from '../run/container.ts';
import { containerEnvironment } from '../run/environment.ts';
import type { Services } from '../services.ts';

/** A program inside of an image, with everything that the request decides about it. */
export interface ImageProgram {
  readonly image: PreparedImage;
  readonly entrypoint?: readonly string[] | undefined;
  readonly arguments?: readonly string[] | undefined;
  /** What SageMaker says to an image's own entrypoint: `train`, `serve`, nothing for processing. */
  readonly defaultArguments: readonly string[];
  readonly privateDir: string;
  readonly baseDir: string;
  readonly region: string;
  readonly env: Readonly<Record<string, string>>;
  readonly log: { readonly group: string; readonly stream: string };
  readonly onLine?: (line: string) => void;
}

/** Starts the program in the image's context; each line goes to its log stream. */
export function startProgram(services: Services, program: ImageProgram): Container {
  const { image, log, onLine } = program;
  const own = program.entrypoint === undefined;
  const args = program.arguments ?? (own ? program.defaultArguments : []);
  return services.containers.start({
    command: [...(program.entrypoint ?? image.entrypoint), ...args],
    cwd: image.contextDir,
    env: containerEnvironment({
      privateDir: program.privateDir,
      baseDir: program.baseDir,
      venvBin: image.venvBin,
      region: program.region,
      requested: program.env,
    }),
    onLine: (line) => {
      services.logs.append(log.group, log.stream, line, services.clock.now());
      onLine?.(line);
    },
  });
}
