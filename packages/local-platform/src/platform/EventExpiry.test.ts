import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiServer, createApiServer } from '../apiserver';
import { EVENTS } from '../pipelines/resourceTypes';
import { EventExpiry } from './EventExpiry';

describe('EventExpiry', () => {
  let directory: string;
  let server: ApiServer;

  beforeEach(async () => {
    directory = await fs.mkdtemp(path.join(tmpdir(), 'expiry-'));
    server = await createApiServer({
      file: path.join(directory, 'state.db'),
      token: 't',
    });
  });

  afterEach(async () => {
    await server.close();
    await fs.rm(directory, { recursive: true, force: true });
  });

  it('deletes events an hour after they last happened', async () => {
    const at = (minutes: number) =>
      new Date(Date.now() - minutes * 60_000).toISOString();
    const create = (name: string, times: object) =>
      server.client.create(EVENTS, {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name, namespace: 'default' },
        involvedObject: { kind: 'Pod', namespace: 'default', name: 'p' },
        reason: 'Test',
        type: 'Normal',
        ...times,
      });
    await create('recent', { lastTimestamp: at(50) });
    await create('repeated', {
      eventTime: at(200),
      series: { count: 2, lastObservedTime: at(10) },
    });
    await create('old', { lastTimestamp: at(70) });
    const errors: string[] = [];
    const expiry = new EventExpiry(server.client, error => errors.push(error));
    await expiry.expire(Date.now() + 5 * 60_000);
    const names = async () =>
      (await server.client.list(EVENTS)).map(({ metadata }) => metadata.name);
    expect((await names()).sort()).toEqual(['recent', 'repeated']);
    await expiry.expire(Date.now() + 55 * 60_000);
    expect(await names()).toEqual([]);
    await expiry.stop();
    expect(errors).toEqual([]);
  });
});
