import { KubeStatusError } from '../../../kube';
import { JsonObject, objectAt, stringAt } from '../../json';
import { badRequest } from '../../statusErrors';
import { decodeMessage, Message, ProtobufError } from './decodeMessage';
import { messages } from './messages';

/** The media type in which kubectl sends built-in kinds when it knows their types. */
export const protobufType = 'application/vnd.kubernetes.protobuf';

/** What every body in this media type begins with. */
const magic = Buffer.from('k8s\0');

const envelope: Message = {
  fields: {
    1: [
      'typeMeta',
      { fields: { 1: ['apiVersion', 'string'], 2: ['kind', 'string'] } },
    ],
    2: ['raw', 'bytes'],
    3: ['contentEncoding', 'string'],
    4: ['contentType', 'string'],
  },
};

/** Decodes an object from Kubernetes' protobuf. Throws a 415 Status for kinds and fields that are not read so. */
export function decodeProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, magic.length).equals(magic)) {
    throw badRequest('the body is not Kubernetes protobuf');
  }
  try {
    const outer = decodeMessage(body.subarray(magic.length), envelope);
    const apiVersion = stringAt(objectAt(outer, 'typeMeta'), 'apiVersion');
    const kind = stringAt(objectAt(outer, 'typeMeta'), 'kind');
    const id = `${apiVersion}/${kind}`;
    if (!Object.hasOwn(messages, id)) {
      throw new ProtobufError(`${kind} of ${apiVersion} is not read so`);
    }
    const raw = Buffer.from(stringAt(outer, 'raw'), 'base64');
    return { apiVersion, kind, ...decodeMessage(raw, messages[id]) };
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw new KubeStatusError(
      415,
      'UnsupportedMediaType',
      `the local platform cannot read this as protobuf: ${error.message} (add --dry-run=client -o yaml to the command and pipe it to kubectl apply -f -)`,
    );
  }
}
