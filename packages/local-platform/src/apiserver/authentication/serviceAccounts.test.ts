import { objectAt, stringAt } from '../json';
import { ObjectStore } from '../store/ObjectStore';
import { startApiServer, TestApiServer } from '../testing/startApiServer';
import { waitFor } from '../testing/waitFor';
import { signToken, verifyToken } from './jsonWebToken';
import { defaultAudience, ServiceAccountTokens } from './ServiceAccountTokens';

const accounts = '/api/v1/namespaces/default/serviceaccounts';
const secrets = '/api/v1/namespaces/default/secrets';

describe('tokens of ServiceAccounts', () => {
  let server: TestApiServer;
  beforeAll(async () => {
    server = await startApiServer();
  });
  afterAll(() => server.stop());

  const make = (name: string) =>
    server.call('POST', accounts, { metadata: { name } });
  const whoami = async (token: string) => {
    const { status, body } = await server.call(
      'POST',
      '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      {},
      { authorization: `Bearer ${token}` },
    );
    return status === 201
      ? objectAt(objectAt(body, 'status'), 'userInfo')
      : status;
  };
  const request = (name: string, spec = {}) =>
    server.call('POST', `${accounts}/${name}/token`, { spec });
  const tokenOf = (body: unknown) =>
    stringAt(objectAt(body, 'status'), 'token');
  const kept = async (name: string) => {
    const { body } = await server.call('GET', `${secrets}/${name}`);
    return Buffer.from(
      stringAt(objectAt(body, 'data'), 'token'),
      'base64',
    ).toString();
  };
  const keep = (name: string, account: string) =>
    server.call('POST', secrets, {
      metadata: {
        name,
        annotations: { 'kubernetes.io/service-account.name': account },
      },
      type: 'kubernetes.io/service-account-token',
    });

  it('are given on request, and say who it is', async () => {
    const { body: account } = await make('ada');
    const { status, body } = await request('ada', { expirationSeconds: 600 });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'TokenRequest',
      spec: { audiences: [defaultAudience], expirationSeconds: 600 },
      status: { expirationTimestamp: expect.stringMatching(/Z$/) },
    });
    expect(await whoami(tokenOf(body))).toEqual({
      username: 'system:serviceaccount:default:ada',
      uid: stringAt(objectAt(account, 'metadata'), 'uid'),
      groups: [
        'system:serviceaccounts',
        'system:serviceaccounts:default',
        'system:authenticated',
      ],
      extra: {
        'authentication.kubernetes.io/credential-id': [
          expect.stringMatching(/^JTI=/),
        ],
      },
    });
  });

  it('end with their ServiceAccount, also when one of that name comes back', async () => {
    await make('bob');
    const token = tokenOf((await request('bob')).body);
    await server.call('DELETE', `${accounts}/bob`);
    expect(await whoami(token)).toBe(401);
    await make('bob');
    expect(await whoami(token)).toBe(401);
  });

  it('are not taken when meant for others', async () => {
    await make('eve');
    const { body } = await request('eve', { audiences: ['vault'] });
    expect(await whoami(tokenOf(body))).toBe(401);
  });

  it.each([
    [{ expirationSeconds: 60 }, 'less than 10 minutes'],
    [{ boundObjectRef: { kind: 'Pod', name: 'p' } }, 'ServiceAccounts only'],
  ])('are not given for %j', async (spec, reason) => {
    await make('joe');
    expect(await request('joe', spec)).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining(reason) },
    });
  });

  it('are not given for a ServiceAccount that is not there', async () => {
    expect((await request('nobody')).status).toBe(404);
  });

  it('are kept in a Secret, as long as it is there', async () => {
    await make('kim');
    await keep('kim-token', 'kim');
    await waitFor(async () => (await kept('kim-token')) !== '');
    const { body } = await server.call('GET', `${secrets}/kim-token`);
    const data = objectAt(body, 'data');
    expect(Buffer.from(stringAt(data, 'ca.crt'), 'base64').toString()).toBe(
      server.certificateAuthority,
    );
    expect(Buffer.from(stringAt(data, 'namespace'), 'base64').toString()).toBe(
      'default',
    );
    const token = await kept('kim-token');
    expect(await whoami(token)).toMatchObject({
      username: 'system:serviceaccount:default:kim',
    });
    // Another Secret's token is another token.
    await keep('kim-other', 'kim');
    await waitFor(async () => (await kept('kim-other')) !== '');
    await server.call('DELETE', `${secrets}/kim-token`);
    expect(await whoami(token)).toBe(401);
    expect(await whoami(await kept('kim-other'))).toMatchObject({
      username: expect.anything(),
    });
    await server.call('DELETE', `${accounts}/kim`);
    await waitFor(
      async () =>
        (await server.call('GET', `${secrets}/kim-other`)).status === 404,
    );
  });

  it('are kept for a ServiceAccount that is there, and named', async () => {
    await keep('stray', 'nobody');
    await waitFor(
      async () => (await server.call('GET', `${secrets}/stray`)).status === 404,
    );
    expect(
      await server.call('POST', secrets, {
        metadata: { name: 's' },
        type: 'kubernetes.io/service-account-token',
      }),
    ).toMatchObject({
      status: 422,
      body: { message: expect.stringContaining('service-account.name') },
    });
  });

  it('are not what somebody puts into such a Secret', async () => {
    await make('mal');
    await server.call('POST', secrets, {
      metadata: {
        name: 'mal',
        annotations: { 'kubernetes.io/service-account.name': 'mal' },
      },
      type: 'kubernetes.io/service-account-token',
      stringData: { token: 'chosen' },
    });
    expect(await whoami('chosen')).toBe(401);
  });
});

describe('ServiceAccountTokens', () => {
  it('ends a token with its time, and knows it again after a restart', () => {
    const store = new ObjectStore(':memory:', { historyLimit: 10 });
    let now = new Date('2026-01-01T00:00:00Z');
    const metadata = { name: 'ada', namespace: 'default', uid: '1' };
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata };
    store.put(
      {
        group: '',
        resource: 'serviceaccounts',
        namespace: 'default',
        name: 'ada',
      },
      account,
      undefined,
    );
    const expires = new Date('2026-01-01T01:00:00Z');
    const token = new ServiceAccountTokens(store, () => now).request(account, {
      audiences: [defaultAudience],
      expires,
    });
    const later = new ServiceAccountTokens(store, () => now);
    now = new Date('2026-01-01T00:59:59Z');
    expect(later.review(token)?.username).toBe(
      'system:serviceaccount:default:ada',
    );
    now = expires;
    expect(later.review(token)).toBeUndefined();
    store.close();
  });
});

describe('verifyToken', () => {
  const key = Buffer.from('key');
  const token = signToken({ sub: 'ada' }, key);
  const [head, body, mac] = token.split('.');
  const other = Buffer.from(JSON.stringify({ alg: 'none' })).toString(
    'base64url',
  );

  it('gives the claims of what it signed', () => {
    expect(verifyToken(token, key)).toEqual({ sub: 'ada' });
  });

  it.each([
    ['another key', token, Buffer.from('other')],
    ['no signature', `${head}.${body}.`, key],
    ['another header', `${other}.${body}.${mac}`, key],
    ['no algorithm', `${other}.${body}.`, key],
    [
      'other claims',
      `${head}.${Buffer.from('{"sub":"eve"}').toString('base64url')}.${mac}`,
      key,
    ],
    ['more parts', `${token}.x`, key],
    ['anything', 'anything', key],
    ['nothing', '', key],
  ])('refuses %s', (_, text, withKey) => {
    expect(verifyToken(text, withKey)).toBeUndefined();
  });
});
