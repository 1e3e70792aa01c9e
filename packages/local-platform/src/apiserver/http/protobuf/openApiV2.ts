import { groupVersion, ServedResource } from '../../resources/ServedResource';
import type { Schema } from '../../schema/Schema';

/** The media type of the OpenAPI v2 document in Protocol Buffers. */
export const openApiV2MediaType =
  'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/** Whether a client asks for it. kubectl before 1.27 does, with an @ that no answer may have as its type. */
export function wantsOpenApiV2Message(accept = ''): boolean {
  return accept.replace('@', '.').includes(openApiV2MediaType);
}

function varint(value: number): number[] {
  return value < 128
    ? [value]
    : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

/** A length-delimited field. */
function field(number: number, ...parts: Array<Buffer | string>): Buffer {
  const content = Buffer.concat(parts.map(part => Buffer.from(part)));
  return Buffer.concat([
    Buffer.from([...varint(number * 8 + 2), ...varint(content.length)]),
    content,
  ]);
}

function named(name: string, value: Buffer): Buffer {
  return field(1, field(1, name), field(2, value));
}

/** Of a schema what clients act upon: they explain it, and refuse what it does not know. */
function schemaMessage(schema: Schema): Buffer {
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'];
  const { description, format, type, items, additionalProperties } = schema;
  const properties = isOpen ? [] : Object.entries(schema.properties ?? {});
  return Buffer.concat([
    ...(format ? [field(2, format)] : []),
    ...(description ? [field(4, description)] : []),
    ...(schema.required ?? []).map(name => field(19, name)),
    ...(typeof additionalProperties === 'object'
      ? [field(21, field(1, schemaMessage(additionalProperties)))]
      : []),
    ...(type && !schema['x-kubernetes-int-or-string']
      ? [field(22, field(1, type))]
      : []),
    ...(items ? [field(23, field(1, schemaMessage(items)))] : []),
    ...(properties.length
      ? [
          field(
            25,
            ...properties.map(([name, one]) => named(name, schemaMessage(one))),
          ),
        ]
      : []),
  ]);
}

function definition(resource: ServedResource): Buffer {
  const { group, version, kind, schema } = resource;
  const object = schemaMessage({
    ...schema,
    type: 'object',
    properties: {
      ...schema.properties,
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object', description: 'Standard object metadata.' },
    },
  });
  const kinds = JSON.stringify([{ group, version, kind }]);
  const extension = field(
    31,
    field(1, 'x-kubernetes-group-version-kind'),
    field(2, field(2, kinds)),
  );
  return named(
    `${groupVersion(resource).replace('/', '.')}.${kind}`,
    Buffer.concat([object, extension]),
  );
}

/**
 * The OpenAPI v2 document in Protocol Buffers, with the definitions of custom resources. The kinds of
 * Kubernetes itself are left out: such a client has their types built in, and would patch by what it
 * finds here instead.
 *
 * See https://github.com/google/gnostic/blob/main/openapiv2/OpenAPIv2.proto
 */
export function openApiV2Message(
  info: { title: string; version: string },
  resources: ServedResource[],
): Buffer {
  return Buffer.concat([
    field(1, '2.0'),
    field(2, field(1, info.title), field(2, info.version)),
    field(8),
    field(9, ...resources.filter(({ custom }) => custom).map(definition)),
  ]);
}
