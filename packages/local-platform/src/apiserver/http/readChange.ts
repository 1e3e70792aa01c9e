import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { WriteRequest } from '../operations/ApiContext';
import type { DeleteRequest } from '../operations/deleteObject';
import { badRequest } from '../statusErrors';
import { findDuplicateKeys } from './findDuplicateKeys';
import { decodeProtobuf, protobufType } from './protobuf/decodeProtobuf';
import { mediaType, parseBody, readBytes, readText } from './readBody';
import type { Query } from './readQuery';

const deleteOptions = z
  .object({
    propagationPolicy: z.enum(['Background', 'Foreground', 'Orphan']).nullish(),
    orphanDependents: z.boolean().nullish(),
    dryRun: z.array(z.literal('All')).nullish(),
    preconditions: z
      .object({
        uid: z.string().nullish(),
        resourceVersion: z.string().nullish(),
      })
      .nullish(),
  })
  .passthrough();

function writeRequest(
  request: IncomingMessage,
  query: Query,
  userName: string,
): WriteRequest {
  return {
    fieldManager:
      query.fieldManager ||
      (request.headers['user-agent'] ?? 'unknown').split('/')[0].slice(0, 128),
    dryRun: query.dryRun === 'All',
    fieldValidation: query.fieldValidation || 'Warn',
    userName,
    warnings: [],
  };
}

/** What a request to create or change an object carries. */
export async function readWrite(
  request: IncomingMessage,
  query: Query,
  userName: string,
): Promise<{ type: string; body: unknown; write: WriteRequest }> {
  const type = mediaType(request);
  const bytes = await readBytes(request);
  const write = writeRequest(request, query, userName);
  if (type === protobufType) {
    return { type, body: decodeProtobuf(bytes), write };
  }
  const text = bytes.toString('utf8');
  const body = parseBody(text, type);
  if (write.fieldValidation !== 'Ignore') {
    write.duplicateFields = findDuplicateKeys(text, type);
  }
  return { type, body, write };
}

/** How a request wants objects to be deleted: its query, or else its DeleteOptions. */
export async function readDelete(
  request: IncomingMessage,
  query: Query,
  userName: string,
): Promise<DeleteRequest> {
  const text = await readText(request);
  const parsed = deleteOptions.safeParse(
    text.trim() ? parseBody(text, mediaType(request)) : {},
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badRequest(
      `invalid DeleteOptions: ${issue.path.join('.')}: ${issue.message}`,
    );
  }
  const options = parsed.data;
  return {
    dryRun: query.dryRun === 'All' || Boolean(options.dryRun?.length),
    warnings: [],
    userName,
    propagationPolicy:
      query.propagationPolicy ??
      options.propagationPolicy ??
      (options.orphanDependents ? 'Orphan' : undefined),
    preconditions: {
      uid: options.preconditions?.uid ?? undefined,
      resourceVersion: options.preconditions?.resourceVersion ?? undefined,
    },
  };
}
