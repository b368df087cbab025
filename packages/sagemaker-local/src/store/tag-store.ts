import type { RecordStore, TagStore } from '../contracts.ts';

type Tags = ReturnType<TagStore['get']>;

/** Tags as records of the kind `tags`, by ARN. */
export function tagStore(store: RecordStore): TagStore {
  const records = store.records<Tags>('tags');
  return {
    get: (arn) => records.get(arn) ?? [],
    set: (arn, tags) => records.put(arn, tags),
    delete: (arn) => {
      records.delete(arn);
    },
  };
}
