import { type PayloadRecord, recordsIn, recordsOf, resultOf } from './payload.ts';
import { isRow, type Row } from './rows.ts';

/** A line that an endpoint's data capture wrote. */
export const isCapture = (row: Row): boolean => isRow(row['captureData']);

/** A line of labels that were found out later, merged with captures by id. */
export const isGroundTruth = (row: Row): boolean => isRow(row['groundTruthData']);

/**
 * A row per captured result: `id`, `time`, `prediction`, `score`, and everything else by path below `input` and `output`. The id is
 * the caller's inference id, else the event's; results of one request share it and are told apart by `/0`, `/1`, … behind it.
 * A sentence when the line cannot be understood.
 */
export function rowsOfCapture(row: Row): readonly Row[] | string {
  const capture = within(row, 'captureData');
  const inputs = recordsOfSide(within(capture, 'endpointInput'));
  const found = recordsOfSide(within(capture, 'endpointOutput'));
  if (typeof inputs === 'string') return `Of the captured input, ${inputs}.`;
  if (typeof found === 'string') return `Of the captured output, ${found}.`;
  const outputs = spread(found, inputs.length);
  const id = idOf(row);
  return outputs.map((output, index) => ({
    id: outputs.length === 1 ? id : `${id}/${index}`,
    time: within(row, 'eventMetadata')['inferenceTime'],
    input: named(inputs[index]),
    output: named(output),
    ...resultOf(output),
  }));
}

/** `id` and `label` of a ground-truth record, whose event id is the inference id of the capture. */
export const rowOfGroundTruth = (row: Row): Row => ({ id: idOf(row), label: labelIn(within(row, 'groundTruthData')) });

function labelIn(side: Row): unknown {
  const records = recordsOfSide(side);
  const [record] = typeof records === 'string' ? [] : records;
  return record === undefined ? undefined : Object.values(named(record))[0];
}

const within = (row: Row, name: string): Row => {
  const value = row[name];
  return isRow(value) ? value : {};
};

function idOf(row: Row): string {
  const { inferenceId, eventId } = within(row, 'eventMetadata');
  return String(inferenceId ?? eventId ?? '');
}

function recordsOfSide({ data, encoding, observedContentType }: Row): readonly PayloadRecord[] | string {
  // Input and output are captured by choice: one of them may not be there.
  if (data === undefined || data === null) return [];
  if (typeof data !== 'string') return recordsOf(data);
  const type = String(observedContentType ?? encoding).toLowerCase();
  if (encoding !== 'BASE64') return recordsIn(data, encoding === 'JSON' || type.includes('json'));
  const text = textOfBase64(data);
  return text === undefined ? 'the payload is no base64 of UTF-8 text' : recordsIn(text, type.includes('json'));
}

function textOfBase64(data: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Both decoders throw for this one reason, which the caller puts into words.
    return undefined;
  }
}

/** `[0, 1, 1]` answers three rows, or is one answer with three cells: the number of rows that were asked for tells. */
function spread(outputs: readonly PayloadRecord[], asked: number): readonly PayloadRecord[] {
  const [only] = outputs;
  const isList = outputs.length === 1 && Array.isArray(only) && asked > 1 && only.length === asked;
  return isList ? (only as readonly unknown[]).map((value) => [value]) : outputs;
}

const named = (record: PayloadRecord | undefined): Row => (record === undefined ? {} : { ...record });
