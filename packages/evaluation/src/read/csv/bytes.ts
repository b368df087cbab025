/** The bytes that mean something in CSV. */
export const [LF, CR, QUOTE, COMMA] = [10, 13, 34, 44] as const;

/** In the place of where a cell ends: more bytes have to come first. */
export const INCOMPLETE = -1;
