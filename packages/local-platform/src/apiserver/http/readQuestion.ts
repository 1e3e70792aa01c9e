import type { IncomingMessage } from 'node:http';
import { decodeProtobuf, protobufType } from './protobuf/decodeProtobuf';
import { mediaType, parseBody, readBytes } from './readBody';

/** The body of a request that asks something of the server itself, in JSON, YAML or protobuf. */
export async function readQuestion(request: IncomingMessage): Promise<unknown> {
  const type = mediaType(request);
  const bytes = await readBytes(request);
  return type === protobufType
    ? decodeProtobuf(bytes)
    : parseBody(bytes.toString('utf8'), type);
}
