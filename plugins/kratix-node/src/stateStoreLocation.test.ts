import assert from 'node:assert/strict';
import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from './__testUtils__/eventually';
import {
  BUCKET_STORES,
  DESTINATIONS,
  destinationObject,
  GIT_STORES,
  gitStoreObject,
  KRATIX_KINDS,
} from './__testUtils__/kratixObjects';
import { TestCluster } from './__testUtils__/TestCluster';
import { KubeConfigAccess } from './cluster/KubeConfigAccess';
import { WatchedKratixPlatform } from './platforms/WatchedKratixPlatform';
import { stateStoreLocation } from './stateStoreLocation';

describe('stateStoreLocation', () => {
  let cluster: TestCluster;
  let platform: WatchedKratixPlatform;

  beforeAll(async () => {
    cluster = await TestCluster.start();
    cluster.define(...KRATIX_KINDS);
    const url = 'http://127.0.0.1:6441/catalog.git';
    cluster.put(GIT_STORES, gitStoreObject('git', { url, path: '/base/' }));
    cluster.put(GIT_STORES, gitStoreObject('disk', { url: 'file:///etc' }));
    cluster.put(DESTINATIONS, destinationObject('catalog', { path: 'a//b/' }));
    cluster.put(DESTINATIONS, destinationObject('disk', { store: 'disk' }));
    cluster.put(DESTINATIONS, destinationObject('lost', { store: 'none' }));
    cluster.put(BUCKET_STORES, {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'BucketStateStore',
      metadata: { name: 'bucket' },
      spec: { bucketName: 'b', endpoint: 'e' },
    });
    cluster.put(DESTINATIONS, {
      ...destinationObject('bucket'),
      spec: {
        path: 'x',
        stateStoreRef: { kind: 'BucketStateStore', name: 'bucket' },
      },
    });
    platform = new WatchedKratixPlatform({
      name: 'local',
      title: 'Local',
      access: new KubeConfigAccess({
        type: 'url',
        url: cluster.url,
        skipTLSVerify: false,
      }),
      logger: mockServices.logger.mock(),
    });
    platform.start();
    await eventually(() => assert.ok(platform.status().synced));
  });

  afterAll(async () => {
    platform.close();
    await cluster.stop();
  });

  it('joins the paths of store and Destination', () => {
    expect(stateStoreLocation(platform, 'catalog')).toEqual({
      url: 'http://127.0.0.1:6441/catalog.git',
      branch: 'main',
      path: 'base/a/b',
    });
  });

  it('takes what is given instead of what the cluster says', () => {
    expect(
      stateStoreLocation(platform, 'catalog', {
        url: 'https://mirror.example.org/catalog.git',
        path: '/teams',
      }),
    ).toEqual({
      url: 'https://mirror.example.org/catalog.git',
      branch: 'main',
      path: 'teams',
    });
  });

  it('does not ask the cluster when everything is given', () => {
    expect(
      stateStoreLocation(platform, 'nowhere', {
        url: 'file:///srv/catalog.git',
        branch: 'b',
        path: '',
      }),
    ).toEqual({ url: 'file:///srv/catalog.git', branch: 'b', path: '' });
  });

  it('finds a bucket, and takes what is given instead', () => {
    expect(stateStoreLocation(platform, 'bucket')).toEqual({
      bucket: 'b',
      endpoint: 'https://e',
      path: 'x',
    });
    expect(
      stateStoreLocation(platform, 'bucket', {
        endpoint: 'https://s3.example.org',
        path: '/y/',
      }),
    ).toEqual({ bucket: 'b', endpoint: 'https://s3.example.org', path: 'y' });
    expect(
      stateStoreLocation(platform, 'nowhere', {
        bucket: 'c',
        endpoint: 'https://s3.example.org',
        path: '',
      }),
    ).toEqual({ bucket: 'c', endpoint: 'https://s3.example.org', path: '' });
  });

  it('refuses settings of the other kind of state store', () => {
    expect(() =>
      stateStoreLocation(platform, 'bucket', { url: 'https://x/y' }),
    ).toThrow('is no Git repository');
    expect(() =>
      stateStoreLocation(platform, 'catalog', { bucket: 'b' }),
    ).toThrow('is no bucket');
    expect(() =>
      stateStoreLocation(platform, 'catalog', { bucket: 'b', url: 'x' }),
    ).toThrow('not both');
  });

  it.each([
    [
      'nope',
      'has no Destination nope. Check the name, or set url, branch, path',
    ],
    ['lost', 'writes to GitStateStore none, which does not exist'],
    ['disk', "has the address 'file:///etc', which is neither http(s) nor ssh"],
  ])('says what is missing for %s', (destination, message) => {
    expect(() => stateStoreLocation(platform, destination)).toThrow(message);
  });
});
