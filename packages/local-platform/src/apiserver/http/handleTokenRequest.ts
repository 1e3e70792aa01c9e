import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import {
  defaultAudience,
  ServiceAccountTokens,
} from '../authentication/ServiceAccountTokens';
import { forbidden, invalid } from '../fieldErrors';
import type { JsonObject } from '../json';
import { ApiContext, timestamp } from '../operations/ApiContext';
import { serviceAccounts } from '../resources/builtin/configuration';
import {
  badRequest,
  invalidObject,
  methodNotAllowed,
  notFound,
} from '../statusErrors';
import { readQuestion } from './readQuestion';
import type { RequestInfo } from './RequestInfo';

const apiVersion = 'authentication.k8s.io/v1';
const kind = 'TokenRequest';
const hour = 3600;

const body = z.object({
  spec: z
    .object({
      audiences: z.array(z.string()).nullish(),
      expirationSeconds: z.number().int().nullish(),
      boundObjectRef: z.unknown(),
    })
    .nullish(),
});

function readRequest(value: unknown) {
  const parsed = body.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badRequest(
      `invalid ${kind}: ${issue.path.join('.')}: ${issue.message}`,
    );
  }
  const { audiences, expirationSeconds, boundObjectRef } =
    parsed.data.spec ?? {};
  const seconds = expirationSeconds ?? hour;
  const field = 'spec.expirationSeconds';
  const errors = [
    ...(seconds < 600
      ? [
          invalid(
            field,
            seconds,
            'may not specify a duration less than 10 minutes',
          ),
        ]
      : []),
    ...(seconds > 2 ** 32
      ? [
          invalid(
            field,
            seconds,
            'may not specify a duration larger than 2^32 seconds',
          ),
        ]
      : []),
    ...(boundObjectRef
      ? [
          forbidden(
            'spec.boundObjectRef',
            'the local platform binds tokens to ServiceAccounts only',
          ),
        ]
      : []),
  ];
  if (errors.length) {
    throw invalidObject({ group: 'authentication.k8s.io', kind }, '', errors);
  }
  return {
    audiences: audiences?.length ? audiences : [defaultAudience],
    seconds,
  };
}

/**
 * Answers `serviceaccounts/<name>/token` with a token for that ServiceAccount; undefined for any other path.
 * https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/
 */
export async function handleTokenRequest(
  ctx: ApiContext,
  info: RequestInfo,
  request: IncomingMessage,
  tokens: ServiceAccountTokens,
): Promise<JsonObject | undefined> {
  const { group, resource, subresource, namespace = '', name = '' } = info;
  if (group || resource !== 'serviceaccounts' || subresource !== 'token') {
    return undefined;
  }
  if (request.method !== 'POST') {
    throw methodNotAllowed(
      'the server does not allow this method on the requested resource',
    );
  }
  const { audiences, seconds } = readRequest(await readQuestion(request));
  const account = ctx.store.get({
    ...serviceAccounts.storage,
    namespace,
    name,
  });
  if (!account) throw notFound(serviceAccounts, name);
  const expires = new Date(ctx.now().getTime() + seconds * 1000);
  return {
    kind,
    apiVersion,
    metadata: { name, namespace, creationTimestamp: timestamp(ctx.now()) },
    spec: { audiences, expirationSeconds: seconds },
    status: {
      token: tokens.request(account, { audiences, expires }),
      expirationTimestamp: timestamp(expires),
    },
  };
}
