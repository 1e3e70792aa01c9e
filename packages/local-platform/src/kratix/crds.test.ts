import { kratixCrds } from './crds';

describe('kratixCrds', () => {
  it('holds every kind of platform.kratix.io', () => {
    expect(kratixCrds().map(crd => crd.metadata.name.split('.')[0])).toEqual([
      'bucketstatestores',
      'destinations',
      'dryruns',
      'gitstatestores',
      'healthrecords',
      'promisereleases',
      'promiserevisions',
      'promises',
      'resourcebindings',
      'workplacements',
      'works',
    ]);
  });
});
