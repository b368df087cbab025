import { runAction } from '@mlops-actions/action-kit';
import { definition } from './inputs.ts';
import { run } from './run.ts';

await runAction(definition, run);
