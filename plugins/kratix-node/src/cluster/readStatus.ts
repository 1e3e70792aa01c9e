import { z } from 'zod';
import { ClusterError, ClusterErrorReason } from './ClusterError';

const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().catch(''),
  reason: z.string().catch(''),
  code: z.number().int().optional().catch(undefined),
  details: z
    .object({
      uid: z.string().optional().catch(undefined),
      causes: z
        .array(
          z.object({
            field: z.string().catch(''),
            message: z.string().catch(''),
          }),
        )
        .catch([]),
    })
    .optional()
    .catch(undefined),
});

/** The parts of Kubernetes' `Status` that are used. */
export type KubeStatus = z.output<typeof statusSchema>;

/** @returns undefined where the value is no `Status`. */
export function readStatus(value: unknown): KubeStatus | undefined {
  const parsed = statusSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

const MAX_MESSAGE = 2_000;

/** The API server's message, with the fields of its causes where it does not name them itself. */
function statusMessage(status: KubeStatus): string {
  const causes = (status.details?.causes ?? [])
    .filter(({ field, message }) => message && !status.message.includes(field))
    .map(({ field, message }) => `${field}: ${message}`);
  const text = [status.message || status.reason, ...causes]
    .filter(Boolean)
    .join('; ');
  return text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text;
}

function reasonOf(code: number): ClusterErrorReason {
  switch (code) {
    case 400:
    case 413:
    case 415:
    case 422:
      return 'invalid';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
    case 405:
      return 'missing';
    case 409:
      return 'conflict';
    case 410:
      return 'expired';
    default:
      return code === 429 || code >= 500 ? 'unavailable' : 'malformed';
  }
}

/**
 * The error that an answer of the API server stands for.
 *
 * @param code - HTTP status, used where the body carries no code of its own
 * @param body - parsed body, expected to be a `Status`
 * @param call - for the message, for example `GET /apis/…`
 */
export function statusError(
  code: number,
  body: unknown,
  call: string,
): ClusterError {
  const status = readStatus(body);
  const text = status && statusMessage(status);
  return new ClusterError(
    reasonOf(status?.code ?? code),
    text || `The API server answered ${call} with HTTP status ${code}.`,
  );
}
