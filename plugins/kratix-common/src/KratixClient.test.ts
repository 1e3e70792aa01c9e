import { KratixClient } from './KratixClient';

const REF = {
  platform: 'local',
  promise: 'team',
  namespace: 'default',
  name: 'a',
};

describe('KratixClient', () => {
  function clientOf(status = 200, body: unknown = {}) {
    const fetched: { url: string; init?: RequestInit }[] = [];
    const client = new KratixClient({
      discoveryApi: { getBaseUrl: async id => `http://x/api/${id}` },
      fetchApi: {
        fetch: async (input, init) => {
          fetched.push({ url: String(input), init });
          return new Response(status === 204 ? null : JSON.stringify(body), {
            status,
            headers: { 'Content-Type': 'application/json' },
          });
        },
      },
    });
    return { client, fetched };
  }

  it('sends each filter that is given, lists as repeated parameters', async () => {
    const { client, fetched } = clientOf();
    await client.listRequests({
      promise: 'team',
      owner: undefined,
      state: ['Ready', 'Failed'],
      q: 'a&b',
    });
    expect(fetched[0].url).toBe(
      'http://x/api/kratix/requests?promise=team&state=Ready&state=Failed&q=a%26b',
    );
  });

  it('sends the token and the body', async () => {
    const { client, fetched } = clientOf();
    await client.applyRequest(
      {
        platform: 'local',
        promise: 'team',
        manifest: { metadata: { name: 'a' } },
      },
      { token: 't' },
    );
    expect(fetched[0].init).toMatchObject({
      method: 'POST',
      headers: {
        Authorization: 'Bearer t',
        'Content-Type': 'application/json',
      },
    });
  });

  it('asks the catalog about ingestion, and releases what was seen held', async () => {
    const { client, fetched } = clientOf();
    await client.getIngestion();
    await client.listIngestion('teams', 'rejected', { cursor: 'c' });
    await client.releaseRemovals('teams', 'seen');
    expect(fetched.map(({ url }) => url)).toEqual([
      'http://x/api/catalog/kratix/ingestion',
      'http://x/api/catalog/kratix/ingestion/teams/rejected?cursor=c',
      'http://x/api/catalog/kratix/ingestion/teams/release',
    ]);
    expect(fetched[2].init).toMatchObject({
      method: 'POST',
      body: '{"hold":"seen"}',
    });
  });

  it('does not read a body after a deletion', async () => {
    const { client, fetched } = clientOf(204);
    await expect(client.deleteRequest(REF)).resolves.toBeUndefined();
    expect(fetched[0].url).toBe(
      'http://x/api/kratix/requests/local/team/default/a',
    );
  });

  it('rejects with what the backend says', async () => {
    const { client } = clientOf(403, {
      error: { name: 'NotAllowedError', message: 'no' },
    });
    await expect(client.getRequest(REF)).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 403,
    });
  });

  it('keeps slashes and the like in their place', async () => {
    const { client, fetched } = clientOf();
    await client.getRequest({ ...REF, name: '../a?b#c' });
    expect(fetched[0].url).toBe(
      'http://x/api/kratix/requests/local/team/default/..%2Fa%3Fb%23c',
    );
  });

  it.each(['..', '.', ''])(
    'refuses the name %j, which would lead elsewhere',
    async name => {
      const { client, fetched } = clientOf();
      await expect(client.getRequest({ ...REF, name })).rejects.toMatchObject({
        name: 'InputError',
      });
      expect(fetched).toEqual([]);
    },
  );
});
