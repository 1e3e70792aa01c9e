import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ConfiguredKratixPlatforms } from 'backstage-plugin-kratix-node';
import { eventually } from '../__testUtils__/eventually';
import { RequestModel } from '../__testUtils__/RequestModel';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { PlatformChanges } from './PlatformChanges';
import { PlatformObjects } from './PlatformObjects';
import { readPlatformSource } from './readPlatformSource';

jest.setTimeout(120_000);

describe('PlatformChanges', () => {
  let cluster: TestPlatform;
  let platforms: ConfiguredKratixPlatforms;

  beforeAll(async () => {
    cluster = await TestPlatform.start();
    const { url, certificateAuthority, token: serviceAccountToken } = cluster;
    const caData = Buffer.from(certificateAuthority).toString('base64');
    platforms = ConfiguredKratixPlatforms.fromConfig(
      new ConfigReader({
        kratix: { platforms: { local: { url, caData, serviceAccountToken } } },
      }),
      { logger: mockServices.logger.mock() },
    );
  });

  afterAll(async () => {
    platforms.close();
    await cluster.stop();
  });

  it('read a request again that was deleted and made anew, since another process may have removed its entity', async () => {
    const platform = platforms.get('local');
    const settings = readPlatformSource(
      new ConfigReader({ platform: 'local' }),
    );
    const objects = new PlatformObjects(platform, settings, undefined);
    const changes = new PlatformChanges(platform, objects);
    let told: string[] = [];
    platform.subscribe(change => {
      changes.note(change);
      if (change.kind === 'request') {
        told.push(change.type);
      }
    });
    const requests = new RequestModel(cluster);
    await requests.install();
    await requests.apply('one');
    const path = await eventually(() => {
      expect(platform.isCurrent('database')).toBe(true);
      const found = objects.paths().filter(key => key.includes('one'));
      expect(found).toHaveLength(1);
      return found[0];
    }, 60_000);
    const everything = await changes.read(undefined);
    expect(everything.reading.complete).toBe(true);
    everything.ingested();

    told = [];
    await requests.delete('one');
    await eventually(() => expect(told).toContain('deleted'), 60_000);
    await requests.apply('one');
    await eventually(() => expect(told).toContain('added'), 60_000);
    const { reading } = await changes.read(everything.reading.revision);
    expect(reading).toMatchObject({ complete: false, files: [{ path }] });
    expect(reading.revision).not.toBe(everything.reading.revision);
  });
});
