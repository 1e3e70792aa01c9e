import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import request from 'supertest';
import kratixPlugin from './index';

describe('kratixPlugin', () => {
  it.each([
    ['no platforms', {}, []],
    ['an empty list of platforms', { kratix: { platforms: {} } }, []],
    [
      'a platform without access',
      { kratix: { platforms: { local: {} } } },
      [{ name: 'local', reachable: false, error: expect.any(String) }],
    ],
    [
      'a kubeconfig that is not there',
      { kratix: { platforms: { local: { kubeconfig: { path: '/none' } } } } },
      [{ name: 'local', reachable: false }],
    ],
  ])('starts with %s, and says so', async (_, data, items) => {
    const { server } = await startTestBackend({
      features: [kratixPlugin, mockServices.rootConfig.factory({ data })],
    });
    const platforms = await request(server).get('/api/kratix/platforms');
    expect(platforms.status).toBe(200);
    expect(platforms.body).toMatchObject({ items });
    const requests = await request(server).get('/api/kratix/requests');
    expect(requests.body).toMatchObject({ items: [], totalItems: 0 });
  });

  it('answers with a clear error for what is on a platform that cannot be used', async () => {
    const { server } = await startTestBackend({
      features: [
        kratixPlugin,
        mockServices.rootConfig.factory({
          data: { kratix: { platforms: { local: {} } } },
        }),
      ],
    });
    const answer = await request(server)
      .post('/api/kratix/requests')
      .send({
        platform: 'local',
        promise: 'team',
        manifest: { metadata: { name: 'a' } },
      });
    expect(answer.status).toBe(503);
    expect(answer.body.error.message).toMatch(/local/);
  });
});
