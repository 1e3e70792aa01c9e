import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { waitForEntity } from './waitForEntity';

const ref = {
  platform: 'local',
  promise: 'team',
  namespace: 'default',
  name: 'a',
};

const group = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'a' },
};

const refusal = (status: number, name: string) =>
  ResponseError.fromResponse(
    Response.json({ error: { name, message: 'no' } }, { status }),
  );

describe('waitForEntity', () => {
  const wait = (getEntities: () => Promise<{ items: (typeof group)[] }>) =>
    waitForEntity(
      catalogServiceMock.mock({ getEntities }),
      ref,
      { kind: 'group', deadline: Date.now() + 60_000 },
      {
        logger: mockServices.logger.mock(),
        getInitiatorCredentials: async () => mockCredentials.user(),
      },
    );

  it('goes on where the catalog is away for a while', async () => {
    const getEntities = jest
      .fn<Promise<{ items: (typeof group)[] }>, []>()
      .mockRejectedValueOnce(await refusal(503, 'ServiceUnavailableError'))
      .mockRejectedValueOnce(new TypeError('fetch failed'))
      .mockResolvedValueOnce({ items: [group] });
    await expect(wait(getEntities)).resolves.toBe('group:default/a');
  });

  it('says that the request goes on where the sign-in of the person is over', async () => {
    const error = await refusal(401, 'AuthenticationError');
    await expect(
      wait(async () => {
        throw error;
      }),
    ).rejects.toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining('a sign-in lasts about an hour'),
    });
  });
});
