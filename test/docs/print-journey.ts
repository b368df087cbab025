/** Prints the documented commands as one bash program. */
import { journey } from './documented-commands.ts';

process.stdout.write(journey());
