import { isPost, runAction, runPost } from '@mlops-actions/action-kit';
import { definition } from './inputs.ts';
import { run } from './run.ts';
import { undo } from './undo.ts';

await (isPost() ? runPost(definition, undo) : runAction(definition, run));
