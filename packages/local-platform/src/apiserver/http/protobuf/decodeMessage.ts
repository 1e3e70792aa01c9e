import type { JsonObject } from '../../json';

/** How one field of a message becomes JSON. */
export type FieldType =
  | 'string'
  | 'bytes'
  | 'bool'
  /** A boolean that is left out when it is false. */
  | 'flag'
  | 'integer'
  /** An integer that is left out when it is zero. */
  | 'count'
  | 'time'
  | 'intOrString'
  | 'quantity'
  | Message
  | { repeated: FieldType }
  | { map: FieldType };

/** The fields of a message, by their number. */
export interface Message {
  fields: Record<number, [name: string, type: FieldType]>;
}

/** What a wire type holds: a number, or a range of bytes. */
type Wire = bigint | Buffer;

/** A message that cannot be decoded: damaged, or with fields that are not known here. */
export class ProtobufError extends Error {}

function* readWire(data: Buffer): Generator<[number: number, value: Wire]> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      if (at >= data.length) break;
      const byte = data[at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw new ProtobufError('a number is cut off');
  };
  while (at < data.length) {
    const tag = Number(varint());
    const wireType = tag % 8;
    if (wireType === 0) {
      yield [Math.floor(tag / 8), varint()];
    } else if (wireType === 2) {
      const length = Number(varint());
      if (length < 0 || at + length > data.length) {
        throw new ProtobufError('a field is cut off');
      }
      at += length;
      yield [Math.floor(tag / 8), data.subarray(at - length, at)];
    } else {
      throw new ProtobufError(`wire type ${wireType} is not used here`);
    }
  }
}

const entry = (value: FieldType): Message => ({
  fields: { 1: ['key', 'string'], 2: ['value', value] },
});
const timeMessage: Message = {
  fields: { 1: ['seconds', 'integer'], 2: ['nanos', 'integer'] },
};
const intOrStringMessage: Message = {
  fields: {
    1: ['type', 'integer'],
    2: ['int', 'integer'],
    3: ['text', 'string'],
  },
};
const quantityMessage: Message = { fields: { 1: ['text', 'string'] } };

function bytesOf(value: Wire): Buffer {
  if (typeof value === 'bigint') {
    throw new ProtobufError('a number stands where text belongs');
  }
  return value;
}

function decodeValue(value: Wire, type: FieldType): unknown {
  if (type === 'bool') return value === 1n;
  if (type === 'flag') return value === 1n || undefined;
  if (type === 'integer' || type === 'count') {
    if (typeof value !== 'bigint') {
      throw new ProtobufError('text stands where a number belongs');
    }
    return type === 'count' ? Number(value) || undefined : Number(value);
  }
  const bytes = bytesOf(value);
  // Text that is empty is text that is not set.
  if (type === 'string') return bytes.toString('utf8') || undefined;
  if (type === 'bytes') return bytes.toString('base64');
  if (type === 'time') {
    const { seconds } = decodeMessage(bytes, timeMessage);
    // Without seconds it is Go's zero time, which JSON writes as null.
    return typeof seconds === 'number'
      ? `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`
      : null;
  }
  if (type === 'intOrString') {
    const decoded = decodeMessage(bytes, intOrStringMessage);
    return decoded.type === 1 ? decoded.text ?? '' : decoded.int ?? 0;
  }
  if (type === 'quantity') return decodeMessage(bytes, quantityMessage).text;
  if ('fields' in type) return decodeMessage(bytes, type);
  throw new ProtobufError('a list stands inside a list');
}

/** Decodes a message. Throws a {@link ProtobufError} for a field that is not known: nothing is dropped in silence. */
export function decodeMessage(data: Buffer, message: Message): JsonObject {
  const result: JsonObject = {};
  for (const [number, value] of readWire(data)) {
    const field = Object.hasOwn(message.fields, number)
      ? message.fields[number]
      : undefined;
    if (!field) throw new ProtobufError(`field ${number} is not known here`);
    const [name, type] = field;
    if (typeof type === 'object' && 'repeated' in type) {
      const list = (result[name] ??= []);
      if (Array.isArray(list))
        list.push(decodeValue(value, type.repeated) ?? '');
    } else if (typeof type === 'object' && 'map' in type) {
      const pair = decodeMessage(bytesOf(value), entry(type.map));
      const empty = type.map === 'string' || type.map === 'bytes' ? '' : {};
      result[name] = Object.fromEntries([
        ...Object.entries(result[name] ?? {}),
        [pair.key ?? '', pair.value ?? empty],
      ]);
    } else {
      const decoded = decodeValue(value, type);
      if (decoded !== undefined) result[name] = decoded;
    }
  }
  return result;
}
