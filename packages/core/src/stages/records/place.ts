import type { TrainedModel } from '../results.ts';

/** Which verdict a record belongs to. */
export interface RecordPlace {
  readonly model: string;
  readonly training: Pick<TrainedModel, 'name'>;
  readonly gateId: string;
}

/** Every question has a folder of its own, so that a later verdict on the same model never replaces an earlier one. */
export const recordName = ({ model, training, gateId }: RecordPlace, file: string): string =>
  `${model}/${training.name}/${gateId}/${file}`;

/** The key of a record in the bucket. */
export const recordKey = (place: RecordPlace, file: string): string => `records/${recordName(place, file)}`;

export const recordText = (record: unknown): string => `${JSON.stringify(record, undefined, 2)}\n`;
